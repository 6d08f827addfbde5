import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
function r(e){return{kind:"trigger",...e}}export{r as a};
