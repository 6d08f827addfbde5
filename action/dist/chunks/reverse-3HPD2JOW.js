import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as p}from"./chunk-QFEIR2QO.js";import{a as u}from"./chunk-CRVPFWN7.js";import{a as l}from"./chunk-RM3W4OMQ.js";import{a as s}from"./chunk-LW4U2VDV.js";import{c}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";import{Readable as T}from"node:stream";import{open as w}from"node:fs/promises";import{Readable as b}from"node:stream";var g=256*1024,d=10,R=13;async function*m(o){let e=await w(o);try{let t=(await e.stat()).size,n=[];for(;t>0;){let r=Math.max(0,t-g),i=await S(e,r,t-r);t=r;let a=r===0?0:I(i);if(a===void 0){n.unshift(i);continue}let h=Buffer.concat([i.subarray(a),...n]);n=[i.subarray(0,a)];let f=[];for await(let y of p(b.from([h])))f.push(...y);yield f.toReversed()}}finally{await e.close()}}async function S(o,e,t){let n=Buffer.alloc(t),r=0;for(;r<t;){let{bytesRead:i}=await o.read(n,r,t-r,e+r);if(i===0)break;r+=i}return n.subarray(0,r)}function I(o){for(let e=0;e<o.length-1;e+=1){let t=o[e];if(t===d)return e+1;if(t===R)return o[e+1]===d?e+2:e+1}}var B=new Set(["UTF-8","UTF8","US-ASCII","ASCII","ISO-8859-1","LATIN1","WINDOWS-1252"]),P=l({type:"io.kestra.plugin.core.storage.Reverse",aliases:["io.kestra.core.tasks.storages.Reverse"],title:"Reverse the order of the lines of a stored file.",description:"Reads from the end: a file of any size takes little memory.",properties:s.Object({from:s.String({description:"URI of the stored file."}),separator:s.Optional(s.String({description:"What ends each line of the new file.",default:`
`})),charset:s.Optional(s.String({description:"Charset of the file: UTF-8, US-ASCII, ISO-8859-1 or windows-1252.",default:"UTF-8"}))}),outputs:s.Object({uri:s.String({description:"URI of the new file."})}),examples:[{title:"The newest line first",code:`id: newest_first
namespace: company.team
inputs:
  - id: log
    type: FILE
tasks:
  - id: reverse
    type: io.kestra.plugin.core.storage.Reverse
    from: "{{ inputs.log }}"
`}],async run({from:o,separator:e=`
`,charset:t="UTF-8"},n){if(!B.has(t.toUpperCase()))throw new c("CHARSET_UNSUPPORTED",`charset: expected one such as UTF-8 or ISO-8859-1, got "${t}"`,{retryable:!1,hint:"Convert the file first, by a script with iconv for instance."});let r=await n.storage.localPath(o),i=T.from(U(r,Buffer.from(e),n.signal),{objectMode:!1});return{outputs:{uri:await n.storage.put(`reversed${u(o,".tmp")}`,i)}}}});async function*U(o,e,t){for await(let n of m(o))t.throwIfAborted(),yield Buffer.concat(n.flatMap(r=>[r,e]))}export{P as reverse};
