import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var t=new Set(["SUCCESS","WARNING","FAILED","KILLED","CANCELLED","RETRIED","SKIPPED"]);function e(E){return t.has(E)}function S(E){return E==="FAILED"||E==="KILLED"||E==="CANCELLED"}export{e as a,S as b};
