import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{basename as r}from"node:path";var t=new Set(["sh","bash","dash","ash","ksh","zsh"]);function o(n,e){return e!=="WINDOWS"&&t.has(r(n[0]??""))?"set -e":void 0}function a(n="AUTO",...e){return e.flat().join(n==="WINDOWS"?`\r
`:`
`)}function i(n){return`'${n.replaceAll("'","'\\''")}'`}export{o as a,a as b,i as c};
