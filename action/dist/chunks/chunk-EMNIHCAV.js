import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var r={family:"ruby",name:"Ruby",image:"ruby",extension:".rb",run:"ruby"};export{r as a};
