import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var o={family:"groovy",name:"Groovy",image:"groovy",extension:".groovy",run:"groovy"};export{o as a};
