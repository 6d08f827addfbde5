import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as i}from"./chunk-S7ATCBIR.js";import{a as t}from"./chunk-KHKTJQEA.js";import{a as e,c as o}from"./chunk-LW4U2VDV.js";import"./chunk-HFHZAMUV.js";var d=t({type:"io.kestra.plugin.core.condition.Expression",aliases:["io.kestra.plugin.core.condition.ExpressionCondition","io.kestra.core.models.conditions.types.VariableCondition"],title:"Holds where an expression does.",description:"Templates see `trigger.*`, `flow.*`, `vars.*` and, after an execution, `execution.*`, `outputs` and `labels` of that one. A text counts as false where it is blank, `false`, `0` or `-0`.",properties:e.Object({expression:o(e.String({description:"A template; its text decides."}))}),examples:[{title:"Even months only",code:`id: even_months
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "Planned for {{ trigger.date }}"
triggers:
  - id: schedule
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 1 * *"
    conditions:
      - type: io.kestra.plugin.core.condition.Expression
        expression: "{{ (trigger.date | date('M') | number) is even }}"
`}],test:async({expression:s},n)=>i((await n.render(s)).trim())});export{d as expression};
