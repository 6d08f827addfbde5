import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{d as e}from"./chunk-HX7BRULB.js";function s(n){let i=Object.entries(n).filter(([,t])=>t!==""&&t!==null);return Object.fromEntries(i.map(([t,r])=>[t,typeof r=="string"?r:e(r)]))}export{s as a};
