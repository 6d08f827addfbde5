import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
function e(n){return{kind:"runner",...n}}export{e as a};
