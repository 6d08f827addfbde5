import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
function t(e){return{kind:"task",...e}}export{t as a};
