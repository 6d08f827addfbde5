import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var a={family:"lua",name:"Lua",image:"nickblah/lua",extension:".lua",run:"lua"};export{a};
