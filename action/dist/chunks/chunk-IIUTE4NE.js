import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var a={family:"r",name:"R",image:"r-base",extension:".R",run:"Rscript"};export{a};
