import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as i}from"./chunk-BOIMSC3U.js";var s=2e3;async function l(t,n){let[e,r]=[u(),u()],{exitCode:d}=await t.run({...n,onStdout:async o=>e.splitter.write(o),onStderr:async o=>r.splitter.write(o)});return{exitCode:d,stdout:e.text(),stderr:r.text()}}function u(){let t=[],n=new i(r=>{t.push(r),t.length>2*s&&t.splice(0,s)});return{splitter:n,text:()=>(n.end(),t.slice(-s).join(`
`))}}export{l as a};
