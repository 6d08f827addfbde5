import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var t={supported:!1,reason:"keys live in repository variables there, and the token of a workflow run cannot write these"};export{t as a};
