import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var t={supported:!1,reason:"a runner holds only its own execution; the others are artifacts of other runs"};export{t as a};
