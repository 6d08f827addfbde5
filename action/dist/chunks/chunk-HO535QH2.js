import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{basename as t}from"node:path";var o=new Set(["sh","bash","dash","ash","ksh","zsh"]);function i(n,e,...s){return[...e&&o.has(t(n[0]??""))?["set -e"]:[],...s.flat()].join(`
`)}function l(n){return`'${n.replaceAll("'","'\\''")}'`}export{i as a,l as b};
