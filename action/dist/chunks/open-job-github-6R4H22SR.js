import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./chunk-GDKPDYPQ.js";import"./chunk-WT5K5USG.js";import"./chunk-S3SQMCMW.js";import"./chunk-WGYE5M4L.js";import"./chunk-WAJNXWLP.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";export{a as openJobGithub};
