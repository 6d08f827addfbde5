import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
function t(e){return{...e,login:Object.keys(e.login)}}export{t as a};
