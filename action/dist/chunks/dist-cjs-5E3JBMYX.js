import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./chunk-SXYRSHVP.js";import"./chunk-DUMCKSQS.js";import"./chunk-IU5NK56P.js";import"./chunk-4MASD5ZY.js";import"./chunk-HFHZAMUV.js";export default a();
