import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as m,b as h,c as g,d as b}from"./chunk-TVM4ZKT5.js";import{a as f}from"./chunk-RM3W4OMQ.js";import{a as t}from"./chunk-LW4U2VDV.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import{a as p,b as w}from"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var v=f({type:"io.kestra.plugin.core.flow.Subflow",aliases:["io.kestra.core.tasks.flows.Subflow","io.kestra.core.tasks.flows.Flow"],title:"Start another flow, and wait for its end.",description:"The flow is looked up in `flows/` and `subflows/` of the project. Its execution has a record of its own; its declared outputs are `outputs.<task>.outputs`. It sees `trigger.executionId`, `trigger.namespace` and `trigger.flowId` of this one. When this execution is killed, so is that one; `wait: false` lets it run on beside, and the process ends with the last of them. A call that cannot begin (no such flow, an input missing or wrong) fails this execution whatever `allowFailure` says, and its `errors` do not run.",properties:t.Object(m),outputs:t.Object({executionId:t.String({description:"Id of the execution."}),state:t.String({description:"Its end state; CREATED where nobody waited."}),outputs:t.Optional(t.Record(t.String(),t.Unknown(),{description:"The flow's declared outputs."}))}),interrupted:"reattach",examples:[{title:"Call a flow and use its output",code:`id: caller
namespace: company.team
tasks:
  - id: clean
    type: io.kestra.plugin.core.flow.Subflow
    namespace: company.team
    flowId: clean_rows
    inputs:
      table: trips
    labels:
      origin: caller
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.clean.outputs.rows }} rows"
`}],async run(s,o){let{namespace:a,flowId:i,revision:l,inputs:I,wait:u=!0,transmitFailed:k=!0}=s,c=await o.renderValue(I??{}),n=await o.callFlow({namespace:a,flowId:i,...l===void 0?{}:{revision:l},inputs:p(c)?c:w(),labels:h(s,o.variables),onRestart:s.restartBehavior==="NEW_EXECUTION"?"new":"continue",wait:u});if(o.log.info(`started ${a}.${i} as execution ${n.executionId}`),!u)return{outputs:{executionId:n.executionId,state:"CREATED"}};let e=await n.ended,r={executionId:e.id,state:e.state,...Object.keys(e.outputs).length===0?{}:{outputs:e.outputs}};if(!k)return{outputs:r};let d=g([e.state]);if(d==="FAILED")throw b(`${a}.${i}`,e,r);return{outputs:r,state:d}}});export{v as subflow};
