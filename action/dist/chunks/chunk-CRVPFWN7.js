import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
function i(t,s){let n=t.slice(t.lastIndexOf("/")+1),r=n.lastIndexOf(".");return r===-1||r===n.length-1?s:n.slice(r)}function c(t){return t===""||t.startsWith(".")?t:`.${t}`}export{i as a,c as b};
