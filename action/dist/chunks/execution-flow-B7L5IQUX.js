import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as a}from"./chunk-N4IVDJVO.js";import{a as c}from"./chunk-UWEDG5UR.js";import{a as r}from"./chunk-KHKTJQEA.js";import{a as o}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var m=r({type:"io.kestra.plugin.core.condition.ExecutionFlow",aliases:["io.kestra.plugin.core.condition.ExecutionFlowCondition","io.kestra.core.models.conditions.types.ExecutionFlowCondition"],title:"Holds after executions of one flow.",properties:o.Object({namespace:o.String({description:"The namespace of the flow."}),flowId:o.String({description:"The id of the flow."})},{"x-about":"execution"}),examples:[{title:"After the flow load",code:`id: after_load
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "After {{ trigger.flowId }}, execution {{ trigger.executionId }}"
triggers:
  - id: after
    type: io.kestra.plugin.core.trigger.Flow
    conditions:
      - type: io.kestra.plugin.core.condition.ExecutionFlow
        namespace: company.team
        flowId: load
`}],holdsForFlow:(e,{namespace:t,flowId:i})=>a([t,e.namespace],[i,e.id]),test({namespace:e,flowId:t},i){let n=c(i);return n.namespace===e&&n.flowId===t}});export{m as executionFlow};
