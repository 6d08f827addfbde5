import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as r}from"./chunk-2DWY5HOG.js";import{b as i}from"./chunk-DY5L7ZIY.js";import{a as s}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-HFHZAMUV.js";var h=s({type:"io.kestra.plugin.core.kv.GetKeys",title:"List the keys of a namespace.",properties:e.Object({prefix:e.Optional(e.String({description:"Only keys that begin so."})),namespace:e.Optional(e.String({description:"Default: the flow’s namespace."}))}),outputs:e.Object({keys:e.Array(e.String(),{description:"The keys, sorted."})}),github:i,examples:[{title:"All keys with a prefix",code:`id: which
namespace: company.team
tasks:
  - id: which
    type: io.kestra.plugin.core.kv.GetKeys
    prefix: taxi_
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.which.keys }}"
`}],async run({prefix:o="",namespace:p},a){return{outputs:{keys:(await a.kv.list(p)).filter(t=>t.key.startsWith(o)&&!r(t)).map(({key:t})=>t).toSorted()}}}});export{h as getKeys};
