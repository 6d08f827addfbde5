import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a,b,c}from"./chunk-BFUU6H3R.js";import"./chunk-HFHZAMUV.js";export{a as BasicCredentialHandler,b as BearerCredentialHandler,c as PersonalAccessTokenCredentialHandler};
