import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as a,c as b}from"./chunk-ZUBX34KW.js";import"./chunk-4EEQ4HON.js";import"./chunk-GTD5RD5U.js";import"./chunk-URD5ZZXV.js";import"./chunk-RM3W4OMQ.js";import"./chunk-GK35WNT7.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-HFHZAMUV.js";export{b as download,a as validateProperty};
