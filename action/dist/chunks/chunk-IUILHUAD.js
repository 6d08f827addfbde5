import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o}from"./chunk-M45LREM3.js";function r(t,n){let s=[...o(n).map(e=>Object.hasOwn(t.namespaces,e)?t.namespaces[e]?.cloud:void 0),t.cloud].filter(e=>e!==void 0);return Object.assign({},...s.toReversed())}export{r as a};
