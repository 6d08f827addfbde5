import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as r,b as a}from"./chunk-K6BJCMYR.js";import{a as t,b as i}from"./chunk-KKO7K4LU.js";import"./chunk-QAAYNXCA.js";import{a as o}from"./chunk-KHKTJQEA.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var l=o({type:"io.kestra.plugin.core.condition.DayWeek",aliases:["io.kestra.plugin.core.condition.DayWeekCondition","io.kestra.core.models.conditions.types.DayWeekCondition"],title:"Holds on one day of the week.",properties:e.Object({date:t,dayOfWeek:a("The day of the week.")}),examples:[{title:"Mondays only",code:`id: monday_report
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
      - type: io.kestra.plugin.core.condition.DayWeek
        dayOfWeek: MONDAY
`}],test:({date:n,dayOfWeek:d},s)=>r[i(n??s.date).local.dayOfWeek-1]===d});export{l as dayWeek};
