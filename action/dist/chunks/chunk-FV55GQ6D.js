import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var g={family:"go",name:"Go",image:"golang",extension:".go",run:"go run"};export{g as a};
