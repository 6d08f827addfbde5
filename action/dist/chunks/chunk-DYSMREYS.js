import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var a={family:"jbang",name:"JBang",image:"jbangdev/jbang-action",extension:".java",run:"jbang --quiet",unproven:"no JBang can be had where they run. They check the command, the files and the image."};export{a};
