import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as i,b as p,e as n}from"./chunk-WQFZF7ZU.js";import{a}from"./chunk-DY5L7ZIY.js";import"./chunk-NMYPWBDW.js";import{a as r}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var k=r({type:"io.kestra.plugin.core.state.Delete",aliases:["io.kestra.core.tasks.states.Delete"],deprecated:"use io.kestra.plugin.core.kv.Delete",title:"Delete data that the flow has kept.",description:"Deprecated in Kestra in favour of the KV store, where states are kept.",properties:e.Object({...i,errorOnMissing:e.Optional(e.Boolean({description:"Fail where there is no such state.",default:!1}))}),outputs:e.Object({deleted:e.Boolean({description:"Whether there was something to delete."})}),github:a,examples:[{title:"Begin anew",code:`id: forget_offset
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.core.state.Delete
    name: offsets
`}],async run({errorOnMissing:l=!1,...d},t){let s=p(d,t),o=await t.kv.delete(s);if(!o&&l)throw n(s);return{outputs:{deleted:o}}}});export{k as deleteState};
