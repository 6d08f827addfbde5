import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as l}from"./chunk-2DWY5HOG.js";import{b as p}from"./chunk-DY5L7ZIY.js";import{a as s}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import{c as i}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var m=s({type:"io.kestra.plugin.core.kv.Get",title:"Read the value of a key.",description:"In a template, `{{ kv('key') }}` does the same. A key whose time is over fails the task.",properties:e.Object({key:e.String({description:"The key."}),namespace:e.Optional(e.String({description:"Default: the flow’s namespace."})),errorOnMissing:e.Optional(e.Boolean({description:"Fail where there is no such key; else there is no output.",default:!1}))}),outputs:e.Object({value:e.Optional(e.Unknown({description:"The value, in the type that it was stored with."}))}),github:p,examples:[{title:"Read a key, with a default",code:`id: recall
namespace: company.team
tasks:
  - id: recall
    type: io.kestra.plugin.core.kv.Get
    key: last_run
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "Last run: {{ outputs.recall.value ?? 'never' }}"
`}],async run({key:r,namespace:a,errorOnMissing:u=!1},o){let t=await o.kv.get(r,a,{expired:!0}),n=`key "${r}" in namespace ${a??o.execution.namespace}`;if(t===void 0){if(!u)return{outputs:{}};throw new i("KV_NOT_FOUND",`expected a value for ${n}, found none`,{hint:'Set it by "gitphony kv set" or the task kv.Set, or leave errorOnMissing out.'})}if(l(t))throw new i("KV_EXPIRED",`the value of ${n} expired at ${t.expiresAt??""}`,{hint:"Set it again, or with a longer ttl."});return{outputs:{value:t.value}}}});export{m as get};
