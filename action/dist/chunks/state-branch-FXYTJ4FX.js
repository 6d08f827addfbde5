import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a,b}from"./chunk-YSJYFYMY.js";import"./chunk-UEU3G7XT.js";import"./chunk-UN62VH2F.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-HFHZAMUV.js";export{a as STATE_BRANCH,b as openStateBranch};
