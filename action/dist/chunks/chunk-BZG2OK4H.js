import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as e}from"./chunk-LW4U2VDV.js";var o=["TRACE","DEBUG","INFO","WARN","ERROR"],l=[e.Literal("TRACE"),e.Literal("DEBUG"),e.Literal("INFO"),e.Literal("WARN"),e.Literal("ERROR")];function L(r){return o.indexOf(r)}export{l as a,L as b};
