import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as r}from"./chunk-KHKTJQEA.js";import{a as t,o as n}from"./chunk-LW4U2VDV.js";import"./chunk-HFHZAMUV.js";var c=r({type:"io.kestra.plugin.core.condition.Or",aliases:["io.kestra.plugin.core.condition.OrCondition","io.kestra.core.models.conditions.types.OrCondition"],title:"Holds where at least one of its conditions holds.",properties:t.Object({conditions:n({description:"The conditions of which one must hold."})}),examples:[{title:"On Mondays and Thursdays",code:`id: twice_a_week
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
`}],holdsForFlow:(o,i,e)=>e.includes(!0)?!0:e.includes(void 0)?void 0:!1,async test({conditions:o},i){for(let e of o)if(await i.test(e))return!0;return!1}});export{c as or};
