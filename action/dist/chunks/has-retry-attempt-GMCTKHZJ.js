import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as r}from"./chunk-UWEDG5UR.js";import{a as i}from"./chunk-O52CSQUH.js";import{a as n}from"./chunk-KHKTJQEA.js";import{a as t}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var s=i("A state of an attempt."),g=n({type:"io.kestra.plugin.core.condition.HasRetryAttempt",aliases:["io.kestra.plugin.core.condition.HasRetryAttemptCondition","io.kestra.core.models.conditions.types.HasRetryAttemptCondition"],title:"Holds after executions of which a task run was tried more than once.",properties:t.Object({in:t.Optional(t.Array(s,{description:"Only attempts that ended in one of these states count."})),notIn:t.Optional(t.Array(s,{description:"Attempts that ended in one of these states do not count."}))},{"x-about":"execution"}),examples:[{title:"After executions that needed a retry",code:`id: after_retries
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "After {{ trigger.flowId }}, execution {{ trigger.executionId }}"
triggers:
  - id: after
    type: io.kestra.plugin.core.trigger.Flow
    conditions:
      - type: io.kestra.plugin.core.condition.HasRetryAttempt
        in:
          - FAILED
`}],test({in:a,notIn:p},d){return r(d).taskRunList.some(({attempts:e})=>e.length>1&&e.some(({state:{current:o}})=>a?.includes(o)!==!1&&p?.includes(o)!==!0))}});export{g as hasRetryAttempt};
