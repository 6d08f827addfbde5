import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as i}from"./chunk-2DWY5HOG.js";import{a as s}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-5DAXADZQ.js";import"./chunk-55CDFFVJ.js";var l=s({type:"io.kestra.plugin.core.kv.GetKeys",title:"List the keys of a namespace.",properties:e.Object({prefix:e.Optional(e.String({description:"Only keys that begin so."})),namespace:e.Optional(e.String({description:"Default: the flow’s namespace."}))}),outputs:e.Object({keys:e.Array(e.String(),{description:"The keys, sorted."})}),examples:[{title:"All keys with a prefix",code:`id: which
namespace: company.team
tasks:
  - id: which
    type: io.kestra.plugin.core.kv.GetKeys
    prefix: taxi_
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.which.keys }}"
`}],async run({prefix:o="",namespace:r},p){return{outputs:{keys:(await p.kv.list(r)).filter(t=>t.key.startsWith(o)&&!i(t)).map(({key:t})=>t).toSorted()}}}});export{l as getKeys};
