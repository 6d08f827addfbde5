import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
function t(e){return e.includes("{{")||e.includes("{%")}function u(...e){let o=!0;for(let[n,r]of e)if(typeof n!="string"||t(n))o=void 0;else if(n!==r)return!1;return o}export{t as a,u as b};
