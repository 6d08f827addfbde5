import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as e}from"./chunk-MFIELPVX.js";function t(n,r){if(!(n!==void 0||r!==void 0))throw new e("CONDITION_INCOMPLETE",'expected "after", "before" or both, got neither')}export{t as a};
