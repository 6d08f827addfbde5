import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as t,b as i}from"./chunk-KKO7K4LU.js";import"./chunk-QAAYNXCA.js";import{a as o}from"./chunk-KHKTJQEA.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var p=o({type:"io.kestra.plugin.core.condition.Weekend",aliases:["io.kestra.plugin.core.condition.WeekendCondition","io.kestra.core.models.conditions.types.WeekendCondition"],title:"Holds on Saturdays and Sundays.",properties:e.Object({date:t}),examples:[{title:"Weekends only",code:`id: weekend_report
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
      - type: io.kestra.plugin.core.condition.Weekend
`}],test:({date:n},r)=>i(n??r.date).local.dayOfWeek>5});export{p as weekend};
