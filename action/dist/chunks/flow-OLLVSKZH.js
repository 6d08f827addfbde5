import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as d}from"./chunk-KVN6QS6D.js";import{a as l}from"./chunk-2Z7ZEMPR.js";import{a}from"./chunk-NCEZ6TTF.js";import{a as e,b as n}from"./chunk-5DAXADZQ.js";import{b as o}from"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-55CDFFVJ.js";var k=d({type:"io.kestra.plugin.core.trigger.Flow",aliases:["io.kestra.core.models.triggers.types.Flow"],title:"Runs the flow after an execution of another flow.",description:"All `conditions` must hold for that execution. Locally: `gitphony run FLOW --trigger ID --execution EXECUTION`. Templates see `trigger.executionId`, `trigger.namespace`, `trigger.flowId`, `trigger.state`, `trigger.outputs`.",github:{supported:!1,reason:"no workflow tells another one yet that its flow ended"},properties:e.Object({states:e.Optional(n(e.Array(a("A state of an execution."),{description:"The states of the other execution after which this flow runs. Default: every state that ends one, and PAUSED."})))},{"x-about":"execution"}),variables:e.Object({executionId:e.String({description:"The id of the execution that ended."}),namespace:e.String({description:"The namespace of its flow."}),flowId:e.String({description:"The id of its flow."}),flowRevision:e.Union([e.Integer(),e.String()],{description:"The revision of its flow."}),state:e.String({description:"The state it ended in."}),outputs:e.Record(e.String(),e.Unknown(),{description:"The outputs of its flow."}),executionLabels:e.Record(e.String(),e.String(),{description:"Its labels."})}),examples:[{title:"After a flow that loads data succeeded, with an output of it",code:`id: report
namespace: company.team
inputs:
  - id: rows
    type: INT
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ trigger.flowId }} loaded {{ inputs.rows }} rows"
triggers:
  - id: after_load
    type: io.kestra.plugin.core.trigger.Flow
    states: [SUCCESS]
    inputs:
      rows: "{{ trigger.outputs.rows }}"
    conditions:
      - type: io.kestra.plugin.core.condition.ExecutionFlow
        namespace: company.team
        flowId: load
`}],toWorkflow:()=>({}),fromExecution(i,{states:r},s){let{current:t}=i.state;if(!(r===void 0?l(t)||t==="PAUSED":r.includes(t)))return;let{id:p,namespace:c,flowId:u,flowRevision:f,outputs:g,labels:w}=i,m=Object.assign(o(),w),h=Object.assign(o(),{executionId:p,namespace:c,flowId:u,flowRevision:f,state:t,outputs:g,executionLabels:m});return{id:s.id,type:s.type,variables:h}}});export{k as flow};
