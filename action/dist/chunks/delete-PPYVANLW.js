import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as s}from"./chunk-DY5L7ZIY.js";import{a}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import{c as n}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var k=a({type:"io.kestra.plugin.core.kv.Delete",title:"Delete a key of a namespace.",properties:e.Object({key:e.String({description:"The key."}),namespace:e.Optional(e.String({description:"Default: the flow’s namespace."})),errorOnMissing:e.Optional(e.Boolean({description:"Fail where there is no such key.",default:!1}))}),outputs:e.Object({deleted:e.Boolean({description:"Whether there was something to delete."})}),github:s,examples:[{title:"Forget a key",code:`id: forget
namespace: company.team
tasks:
  - id: forget
    type: io.kestra.plugin.core.kv.Delete
    key: last_run
`}],async run({key:t,namespace:o,errorOnMissing:p=!1},r){let i=await r.kv.delete(t,o);if(i||!p)return{outputs:{deleted:i}};let l=o??r.execution.namespace;throw new n("KV_NOT_FOUND",`expected a key "${t}" in namespace ${l}, found none`,{hint:'Check the name by "gitphony kv list", or leave errorOnMissing out.'})}});export{k as deleteKey};
