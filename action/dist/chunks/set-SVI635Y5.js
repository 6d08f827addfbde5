import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as c,b as m,d}from"./chunk-WQFZF7ZU.js";import{a as p}from"./chunk-DY5L7ZIY.js";import"./chunk-NMYPWBDW.js";import{a as n}from"./chunk-RM3W4OMQ.js";import{a as e,c as i}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import{a as s,b as o}from"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var S=n({type:"io.kestra.plugin.core.state.Set",aliases:["io.kestra.core.tasks.states.Set"],deprecated:"use io.kestra.plugin.core.kv.Set",title:"Keep data for later executions of the flow.",description:"The data is merged into what the state holds. Deprecated in Kestra in favour of the KV store, where states are kept.",properties:e.Object({...c,data:e.Optional(i(e.Record(e.String(),e.Unknown(),{description:"What to keep, by name."})))}),outputs:e.Object({count:e.Integer({description:"Entries that the state now has."}),key:e.String({description:"The key under which it is kept."})}),github:p,examples:[{title:"Remember how far the flow came",code:`id: remember_offset
namespace: company.team
tasks:
  - id: set
    type: io.kestra.plugin.core.state.Set
    name: offsets
    data:
      last: "{{ execution.startDate }}"
`}],async run({data:u,...f},t){let a=m(f,t),r=await t.renderValue(u??{}),h=await d(a,s(r)?r:o(),t);return{outputs:{count:Object.keys(h).length,key:a}}}});export{S as set};
