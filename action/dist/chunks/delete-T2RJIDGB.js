import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as i,b as n,e as p}from"./chunk-AKFFNYTK.js";import{a as r}from"./chunk-GLSTADNM.js";import"./chunk-NMYPWBDW.js";import{a}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-5DAXADZQ.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-55CDFFVJ.js";var k=a({type:"io.kestra.plugin.core.state.Delete",aliases:["io.kestra.core.tasks.states.Delete"],title:"Delete data that the flow has kept.",description:"Deprecated in Kestra in favour of the KV store, where states are kept.",properties:e.Object({...i,errorOnMissing:e.Optional(e.Boolean({description:"Fail where there is no such state.",default:!1}))}),outputs:e.Object({deleted:e.Boolean({description:"Whether there was something to delete."})}),github:r,examples:[{title:"Begin anew",code:`id: forget_offset
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.core.state.Delete
    name: offsets
`}],async run({errorOnMissing:l=!1,...d},t){let s=n(d,t),o=await t.kv.delete(s);if(!o&&l)throw p(s);return{outputs:{deleted:o}}}});export{k as deleteState};
