import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
function r({expiresAt:t},n=Date.now()){return t!==void 0&&Date.parse(t)<=n}export{r as a};
