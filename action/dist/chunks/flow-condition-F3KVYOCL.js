import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as i}from"./chunk-D2PEOONK.js";import{a as t}from"./chunk-KHKTJQEA.js";import{a as e}from"./chunk-5DAXADZQ.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-55CDFFVJ.js";var c=t({type:"io.kestra.plugin.core.condition.FlowCondition",aliases:["io.kestra.core.models.conditions.types.FlowCondition"],title:"Holds for one flow: the one that ended, or for a schedule its own.",description:"Deprecated in favour of ExecutionFlow.",properties:e.Object({namespace:e.String({description:"The namespace of the flow."}),flowId:e.String({description:"The id of the flow."})}),examples:[{title:"After the flow load",code:`id: after_one
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "After {{ trigger.flowId }}, execution {{ trigger.executionId }}"
triggers:
  - id: after
    type: io.kestra.plugin.core.trigger.Flow
    conditions:
      - type: io.kestra.plugin.core.condition.FlowCondition
        namespace: company.team
        flowId: load
`}],test({namespace:n,flowId:r},d){let o=i(d);return o.namespace===n&&o.id===r}});export{c as flowCondition};
