import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as r,b as i,c as n,e as p}from"./chunk-WQFZF7ZU.js";import"./chunk-NMYPWBDW.js";import{a as o}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var m=o({type:"io.kestra.plugin.core.state.Get",aliases:["io.kestra.core.tasks.states.Get"],deprecated:"use io.kestra.plugin.core.kv.Get",title:"Read data that an earlier execution of the flow has kept.",description:"Deprecated in Kestra in favour of the KV store, where states are kept.",properties:e.Object({...r,errorOnMissing:e.Optional(e.Boolean({description:"Fail where there is no such state.",default:!1}))}),outputs:e.Object({count:e.Integer({description:"Entries of the state."}),data:e.Record(e.String(),e.Unknown(),{description:"The data; empty where there is none."})}),examples:[{title:"Go on where the last execution ended",code:`id: recall_offset
namespace: company.team
tasks:
  - id: get
    type: io.kestra.plugin.core.state.Get
    name: offsets
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "Last time: {{ outputs.get.data.last ?? 'never' }}"
`}],async run({errorOnMissing:c=!1,...d},a){let s=i(d,a),t=await n(s,a);if(t===void 0&&c)throw p(s);return{outputs:{count:Object.keys(t??{}).length,data:t??{}}}}});export{m as get};
