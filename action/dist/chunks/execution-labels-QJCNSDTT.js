import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./chunk-UWEDG5UR.js";import{a as r}from"./chunk-KHKTJQEA.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var d=r({type:"io.kestra.plugin.core.condition.ExecutionLabels",aliases:["io.kestra.plugin.core.condition.ExecutionLabelsCondition","io.kestra.core.models.conditions.types.ExecutionLabelsCondition"],title:"Holds after executions that have given labels.",properties:e.Object({labels:e.Union([e.Record(e.String(),e.Union([e.String(),e.Number(),e.Boolean()])),e.Array(e.Object({key:e.String(),value:e.Union([e.String(),e.Number(),e.Boolean()])}))],{description:"The labels, all of which the execution must have: a map, or a list of `{key, value}`."})},{"x-about":"execution"}),examples:[{title:"After executions of the team sales",code:`id: after_sales
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "After {{ trigger.flowId }}, execution {{ trigger.executionId }}"
triggers:
  - id: after
    type: io.kestra.plugin.core.trigger.Flow
    conditions:
      - type: io.kestra.plugin.core.condition.ExecutionLabels
        labels:
          team: sales
`}],test({labels:o},s){let n=a(s).labels;return(Array.isArray(o)?o.map(({key:t,value:i})=>[t,i]):Object.entries(o)).every(([t,i])=>Object.hasOwn(n,t)&&n[t]===String(i))}});export{d as executionLabels};
