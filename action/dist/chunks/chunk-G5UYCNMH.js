import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var e={family:"perl",name:"Perl",image:"perl",extension:".pl",run:"perl"};export{e as a};
