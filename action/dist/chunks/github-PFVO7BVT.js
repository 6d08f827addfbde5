import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{c as a,d as b}from"./chunk-QC5V4GKT.js";import"./chunk-C46EIHWM.js";import"./chunk-OH4PH5EM.js";import"./chunk-HFHZAMUV.js";export{a as context,b as getOctokit};
