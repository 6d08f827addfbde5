import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as r}from"./chunk-KHKTJQEA.js";import{a as i,o as n}from"./chunk-LW4U2VDV.js";import"./chunk-HFHZAMUV.js";var c=r({type:"io.kestra.plugin.core.condition.Not",aliases:["io.kestra.plugin.core.condition.NotCondition","io.kestra.core.models.conditions.types.NotCondition"],title:"Holds where none of its conditions holds.",properties:i.Object({conditions:n({description:"The conditions of which none may hold."})}),examples:[{title:"Every day but Sunday",code:`id: not_on_sunday
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
      - type: io.kestra.plugin.core.condition.Not
        conditions:
          - type: io.kestra.plugin.core.condition.DayWeek
            dayOfWeek: SUNDAY
`}],holdsForFlow:(e,t,o)=>o.includes(!0)?!1:o.includes(void 0)?void 0:!0,async test({conditions:e},t){for(let o of e)if(await t.test(o))return!1;return!0}});export{c as not};
