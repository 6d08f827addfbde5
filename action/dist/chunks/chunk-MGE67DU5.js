import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
function u(n){let t=n.split(".");return t.map((r,e)=>t.slice(0,t.length-e).join("."))}function s(n,t){return{...n,async get(r,e,i){if(e!==void 0)return n.get(r,e,i);for(let f of u(t)){let o=await n.get(r,f,i);if(o!==void 0)return o}}}}export{u as a,s as b};
