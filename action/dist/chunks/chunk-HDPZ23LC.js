import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
function r(n){return Object.fromEntries(Object.entries(n).filter(([,e])=>e!==void 0))}function t(n){return n===void 0?void 0:String(n)}export{r as a,t as b};
