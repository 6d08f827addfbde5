import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as e}from"./chunk-KHKTJQEA.js";import{a as o,l as i}from"./chunk-5DAXADZQ.js";import"./chunk-55CDFFVJ.js";var c=e({type:"io.kestra.plugin.core.condition.Or",aliases:["io.kestra.plugin.core.condition.OrCondition","io.kestra.core.models.conditions.types.OrCondition"],title:"Holds where at least one of its conditions holds.",properties:o.Object({conditions:i({description:"The conditions of which one must hold."})}),examples:[{title:"On Mondays and Thursdays",code:`id: twice_a_week
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "Planned for {{ trigger.date }}"
triggers:
  - id: schedule
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 * * *"
    conditions:
      - type: io.kestra.plugin.core.condition.Or
        conditions:
          - type: io.kestra.plugin.core.condition.DayWeek
            dayOfWeek: MONDAY
          - type: io.kestra.plugin.core.condition.DayWeek
            dayOfWeek: THURSDAY
`}],async test({conditions:t},n){for(let r of t)if(await n.test(r))return!0;return!1}});export{c as or};
