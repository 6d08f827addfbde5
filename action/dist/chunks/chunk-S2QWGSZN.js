import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
function s(e,r){let t=r.split(".");for(let n=t.length;n>0;n--){let i=t.slice(0,n).join("."),o=Object.hasOwn(e.namespaces,i)?e.namespaces[i]?.environment:void 0;if(o!==void 0)return o}}export{s as a};
