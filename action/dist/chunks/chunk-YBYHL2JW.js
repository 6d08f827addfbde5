import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var p={family:"php",name:"PHP",image:"php",extension:".php",run:"php"};export{p as a};
