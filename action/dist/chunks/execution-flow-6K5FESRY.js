import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as i}from"./chunk-D2PEOONK.js";import{a as t}from"./chunk-KHKTJQEA.js";import{a as e}from"./chunk-5DAXADZQ.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-55CDFFVJ.js";var d=t({type:"io.kestra.plugin.core.condition.ExecutionFlow",aliases:["io.kestra.plugin.core.condition.ExecutionFlowCondition","io.kestra.core.models.conditions.types.ExecutionFlowCondition"],title:"Holds after executions of one flow.",properties:e.Object({namespace:e.String({description:"The namespace of the flow."}),flowId:e.String({description:"The id of the flow."})},{"x-about":"execution"}),examples:[{title:"After the flow load",code:`id: after_load
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
`}],test({namespace:n,flowId:r},c){let o=i(c);return o.namespace===n&&o.flowId===r}});export{d as executionFlow};
