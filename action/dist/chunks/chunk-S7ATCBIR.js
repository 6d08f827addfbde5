import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var t=new Set(["","false","0","-0"]);function n(e){return!t.has(e)}export{n as a};
