import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./chunk-OHA2RBCN.js";import"./chunk-DXTP4XJL.js";import"./chunk-UEU3G7XT.js";import"./chunk-UN62VH2F.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-HFHZAMUV.js";export{a as openJobGithub};
