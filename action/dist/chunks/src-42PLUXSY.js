import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./chunk-NEXHSEMY.js";import"./chunk-PXBMVYA5.js";import"./chunk-ARNMOU6M.js";import"./chunk-HFHZAMUV.js";export default a();
