import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as n}from"./chunk-UWEDG5UR.js";import{a as o}from"./chunk-O52CSQUH.js";import{a as i}from"./chunk-KHKTJQEA.js";import{a as t}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var r=o("A state of an execution."),g=i({type:"io.kestra.plugin.core.condition.ExecutionStatus",aliases:["io.kestra.plugin.core.condition.ExecutionStatusCondition","io.kestra.core.models.conditions.types.ExecutionStatusCondition"],title:"Holds after executions that ended in given states.",properties:t.Object({in:t.Optional(t.Array(r,{description:"The state is one of these."})),notIn:t.Optional(t.Array(r,{description:"The state is none of these."}))},{"x-about":"execution"}),examples:[{title:"After failures",code:`id: after_failures
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "After {{ trigger.flowId }}, execution {{ trigger.executionId }}"
triggers:
  - id: after
    type: io.kestra.plugin.core.trigger.Flow
    conditions:
      - type: io.kestra.plugin.core.condition.ExecutionStatus
        in:
          - FAILED
          - KILLED
`}],test({in:s,notIn:a},c){let{current:e}=n(c).state;return s?.includes(e)!==!1&&a?.includes(e)!==!0}});export{g as executionStatus};
