import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as s}from"./chunk-S7ATCBIR.js";import{a as r}from"./chunk-UWEDG5UR.js";import{a as i}from"./chunk-KHKTJQEA.js";import{a as e,c as o}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var d=i({type:"io.kestra.plugin.core.condition.ExecutionOutputs",aliases:["io.kestra.plugin.core.condition.ExecutionOutputsCondition","io.kestra.core.models.conditions.types.ExecutionOutputsCondition"],title:"Holds after executions whose outputs make an expression hold.",description:"An execution without outputs never makes it hold.",properties:e.Object({expression:o(e.String({description:"A template over `trigger.outputs`, the outputs of the flow that ended; its text decides, as in Expression."}))},{"x-about":"execution"}),examples:[{title:"After loads of at least one row",code:`id: after_rows
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "After {{ trigger.flowId }}, execution {{ trigger.executionId }}"
triggers:
  - id: after
    type: io.kestra.plugin.core.trigger.Flow
    conditions:
      - type: io.kestra.plugin.core.condition.ExecutionOutputs
        expression: "{{ trigger.outputs.rows > 0 }}"
`}],async test({expression:n},t){return Object.keys(r(t).outputs).length===0?!1:s((await t.render(n)).trim())}});export{d as executionOutputs};
