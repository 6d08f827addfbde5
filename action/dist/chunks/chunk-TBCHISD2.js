import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var n={family:"deno",name:"Deno",image:"denoland/deno",extension:".ts",run:"deno run"};export{n as a};
