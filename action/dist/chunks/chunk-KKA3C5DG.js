import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var e={family:"julia",name:"Julia",image:"julia",extension:".jl",run:"julia",unproven:"no Julia can be had where they run. They check the command, the files and the image."};export{e as a};
