import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{c as r}from"./chunk-CP4OF26M.js";import{b as o,e}from"./chunk-HFHZAMUV.js";var t,p,a,l=o(()=>{t=e(r()),p=t.default,{HttpsProxyAgent:a}=t});l();export{a as HttpsProxyAgent,p as default};
