import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a,b}from"./chunk-C3K7UGRH.js";import"./chunk-S3SQMCMW.js";import"./chunk-WGYE5M4L.js";import"./chunk-WAJNXWLP.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";export{a as STATE_BRANCH,b as openStateBranch};
