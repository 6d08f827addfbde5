import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as O}from"./chunk-DY5L7ZIY.js";import{a as k}from"./chunk-OOJ4NGK6.js";import{a as o}from"./chunk-IHZKJRSG.js";import{a as v}from"./chunk-GS2Z72WH.js";import{a as h}from"./chunk-QAOWYUA7.js";import{a as y}from"./chunk-RM3W4OMQ.js";import{a as t,c as m,g as T}from"./chunk-LW4U2VDV.js";import{a as l,b as f}from"./chunk-AWWF6DLG.js";import{c}from"./chunk-HX7BRULB.js";import{c as a}from"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import{c as i}from"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var R={STRING:"a text",NUMBER:"a number such as 12 or 0.5",BOOLEAN:"true or false",DATETIME:"an instant such as 2024-01-02T03:04:05Z",DATE:"an instant such as 2024-01-02T00:00:00Z",DURATION:"an ISO 8601 duration such as PT5M",JSON:"JSON"};function D(e,r){let n=I(e,r);if(n!==void 0)return n;throw new a("KV_BAD_VALUE",`value: expected ${R[e]} for kvType ${e}, got ${E(r)}`,{retryable:!1,hint:e==="DATE"?"Write the time too: 2024-01-02T00:00:00Z.":"Correct the value, or store it as kvType STRING."})}function I(e,r){switch(e){case"STRING":return r;case"NUMBER":return K(g(r));case"BOOLEAN":return r.toLowerCase()==="true";case"DATETIME":return o(r);case"DATE":return o(r)?.slice(0,10);case"DURATION":return b(r);case"JSON":return g(r);default:return}}function g(e){try{return c(e)}catch{return}}function K(e){return typeof e=="number"||typeof e=="bigint"||e instanceof i?e:void 0}function b(e){try{return new i(f(e)/1e3)}catch(r){if(r instanceof l)return;throw r}}function E(e){return JSON.stringify(e.length>80?`${e.slice(0,80)}…`:e)}var L=/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/u;function S(e){if(!L.test(e))throw new a("KV_BAD_KEY",`key: expected letters, digits, ".", "_" and "-", the first a letter or digit, got ${E(e)}`,{retryable:!1,hint:"Rename the key."})}var C=y({type:"io.kestra.plugin.core.kv.Set",title:"Store a value under a key of a namespace.",properties:t.Object({key:t.String({description:"The key: letters, digits, `.`, `_`, `-`."}),value:m(t.Unknown({description:"The value; lists and maps become JSON text."})),kvType:t.Optional(t.Union([t.Literal("STRING"),t.Literal("NUMBER"),t.Literal("BOOLEAN"),t.Literal("DATETIME"),t.Literal("DATE"),t.Literal("DURATION"),t.Literal("JSON")],{description:"What the value is. DATE and DATETIME want an instant such as `2024-01-02T00:00:00Z`.",default:"STRING"})),namespace:t.Optional(t.String({description:"Default: the flow’s namespace."})),overwrite:t.Optional(t.Boolean({description:"Whether a key that is there may change.",default:!0})),ttl:t.Optional(T({description:"How long the key lives. Default: for ever."})),kvDescription:t.Optional(t.String({description:"What the key is for."}))}),outputs:k,github:O,examples:[{title:"Remember where the last run ended",code:`id: remember
namespace: company.team
tasks:
  - id: remember
    type: io.kestra.plugin.core.kv.Set
    key: last_run
    value: "{{ now() }}"
`},{title:"A typed value that expires",code:`id: settings
namespace: company.team
tasks:
  - id: limits
    type: io.kestra.plugin.core.kv.Set
    key: limits
    kvType: JSON
    ttl: P7D
    value: |
      {"rows": 1000, "retries": 3}
`}],async run({key:e,value:r,kvType:n="STRING",namespace:s,overwrite:A=!0,ttl:u,kvDescription:d},p){S(e);let N=await h(p,r),w={key:e,type:n,value:D(n,N),...u===void 0?{}:{expiresAt:new Date(Date.now()+v("ttl",u)).toISOString()},...d===void 0?{}:{description:d}};return await p.kv.set(w,{overwrite:A,...s===void 0?{}:{namespace:s}}),{}}});export{C as set};
