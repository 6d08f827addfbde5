import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as n,b as o}from"./chunk-AWWF6DLG.js";import{c as t}from"./chunk-MFIELPVX.js";function u(e,a){try{return o(a)}catch(r){throw r instanceof n?new t("BAD_DURATION",`${e}: ${r.message}`,{cause:r,retryable:!1,hint:r.hint}):r}}export{u as a};
