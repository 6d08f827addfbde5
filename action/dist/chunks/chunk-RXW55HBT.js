import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var t={supported:!1,reason:"namespace files are files of the repository there, and what a run changes in its checkout is lost with the runner"};export{t as a};
