import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as g}from"./chunk-DC7MIYIO.js";import{randomBytes as u}from"node:crypto";var $=/^::(?:add-mask|debug|notice|warning|error|group|endgroup)(?: [^\n]*?)?::/,p=/\r\n?|\n/;function L(t){let a=u(24).toString("hex"),e=new Map,i=!1,c=()=>{i||t(`::stop-commands::${a}
`),i=!0},m=()=>{i&&t(`::${a}::
`),i=!1},l=o=>{m();try{o()}finally{c()}},d=(o,n)=>{let[s="",...r]=n.split(p);t(`${[`${E(o)} ${s}`,...r.map(f=>`    ${f}`)].join(`
`)}
`)};return c(),{onEvent(o){if(o.type==="taskrun.created"){let n=o.value===void 0?o.taskId:`${o.taskId}[${o.value}]`;e.set(o.id,{name:n,start:o.ts})}else if(o.type==="execution.notice")d(o.ts,`${o.level.padEnd(7)} ${o.message}`);else if(o.type==="taskrun.state"&&g(o.state)){let n=e.get(o.id),s=n===void 0?"":` in ${((o.ts-n.start)/1e3).toFixed(2)} s`,r=o.error===void 0?"":`
${o.error.message}`;d(o.ts,`${o.state.padEnd(7)} ${n?.name??o.id}${s}${r}`),e.delete(o.id)}},onLog({ts:o,level:n,taskId:s,message:r}){d(o,`${n.padEnd(7)} ${s} ${r}`)},command:l,foreign(o){let n=o.trimEnd();$.test(n)&&!p.test(n)?l(()=>t(`${n}
`)):t(o.endsWith(`
`)?o:`${o}
`)},close:m}}function E(t){return new Date(t).toISOString().slice(11,23)}export{L as a};
