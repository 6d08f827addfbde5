import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
function u(e,t){let n=e.slice(0,t),r=n.lastIndexOf(`
`)+1;return{line:n.split(`
`).length,column:t-r+1}}function f(e,t){let n=e.lastIndexOf(`
`,t-1)+1,r=e.indexOf(`
`,t),c=e.slice(n,r===-1?e.length:r).trimEnd(),o=Math.min(t-n,c.length),l=Math.max(0,Math.min(o-120/2,c.length-120)),i=l>0?"…":"",a=l+120<c.length?"…":"",s=" ".repeat(o-l+i.length);return`  ${i}${c.slice(l,l+120).replaceAll("	"," ")}${a}
  ${s}^`}function m(e,t=120){let n=e.replace(/\s+/g," ").trim();return n.length<=t?n:`${n.slice(0,t-1)}…`}function g(e,t){let n=0;for(let r=t-1;r>0&&n<e.length;r--)n+=(e.codePointAt(n)??0)>65535?2:1;return n}export{u as a,f as b,m as c,g as d};
