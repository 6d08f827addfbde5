import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as t}from"./chunk-X73BA3HN.js";var c=async(a,o,r)=>{let{DefaultArtifactClient:i}=await import("./artifact-XRWL3EXG.js");await t(()=>new i().uploadArtifact(a,[...o],r))};export{c as a};
