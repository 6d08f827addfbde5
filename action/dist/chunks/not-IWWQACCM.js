import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o}from"./chunk-KHKTJQEA.js";import{a as e,l as t}from"./chunk-5DAXADZQ.js";import"./chunk-55CDFFVJ.js";var c=o({type:"io.kestra.plugin.core.condition.Not",aliases:["io.kestra.plugin.core.condition.NotCondition","io.kestra.core.models.conditions.types.NotCondition"],title:"Holds where none of its conditions holds.",properties:e.Object({conditions:t({description:"The conditions of which none may hold."})}),examples:[{title:"Every day but Sunday",code:`id: not_on_sunday
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
`}],async test({conditions:i},n){for(let r of i)if(await n.test(r))return!1;return!0}});export{c as not};
