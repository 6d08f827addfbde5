import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as t}from"./chunk-LW4U2VDV.js";var o=t.Object({});export{o as a};
