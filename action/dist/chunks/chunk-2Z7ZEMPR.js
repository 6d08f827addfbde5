import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var E=new Set(["SUCCESS","WARNING","FAILED","KILLED","CANCELLED","RETRIED","SKIPPED"]);function e(t){return E.has(t)}function S(t){return t==="FAILED"||t==="KILLED"||t==="CANCELLED"}export{e as a,S as b};
