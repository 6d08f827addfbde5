import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as d}from"./chunk-N4IVDJVO.js";import{b as a}from"./chunk-UWEDG5UR.js";import{a as r}from"./chunk-KHKTJQEA.js";import{a as o}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var m=r({type:"io.kestra.plugin.core.condition.FlowCondition",aliases:["io.kestra.core.models.conditions.types.FlowCondition"],deprecated:"use io.kestra.plugin.core.condition.ExecutionFlow",title:"Holds for one flow: the one that ended, or for a schedule its own.",properties:o.Object({namespace:o.String({description:"The namespace of the flow."}),flowId:o.String({description:"The id of the flow."})}),examples:[{title:"After the flow load",code:`id: after_one
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
`}],holdsForFlow:(e,{namespace:t,flowId:i})=>d([t,e.namespace],[i,e.id]),test({namespace:e,flowId:t},i){let n=a(i);return n.namespace===e&&n.id===t}});export{m as flowCondition};
