import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var o="bin/dbt",t=".profile";export{o as a,t as b};
