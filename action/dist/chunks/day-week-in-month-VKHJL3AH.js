import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a,b as d}from"./chunk-K6BJCMYR.js";import{a as r,b as i}from"./chunk-KKO7K4LU.js";import"./chunk-QAAYNXCA.js";import{a as n}from"./chunk-KHKTJQEA.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var h=["FIRST","SECOND","THIRD","FOURTH"],k=n({type:"io.kestra.plugin.core.condition.DayWeekInMonth",aliases:["io.kestra.plugin.core.condition.DayWeekInMonthCondition","io.kestra.core.models.conditions.types.DayWeekInMonthCondition"],title:"Holds on the first, second, third, fourth or last of a day of the week in its month.",properties:e.Object({date:r,dayOfWeek:d("The day of the week."),dayInMonth:e.Union([e.Literal("FIRST"),e.Literal("SECOND"),e.Literal("THIRD"),e.Literal("FOURTH"),e.Literal("LAST")],{description:"Which of them, counted in the month."})}),examples:[{title:"The first Monday of each month",code:`id: monthly_report
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "Planned for {{ trigger.date }}"
triggers:
  - id: schedule
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 11 * * 1"
    conditions:
      - type: io.kestra.plugin.core.condition.DayWeekInMonth
        dayOfWeek: MONDAY
        dayInMonth: FIRST
`}],test({date:s,dayOfWeek:c,dayInMonth:t},y){let{local:o}=i(s??y.date);return a[o.dayOfWeek-1]!==c?!1:t==="LAST"?o.day+7>o.daysInMonth:h[Math.floor((o.day-1)/7)]===t}});export{k as dayWeekInMonth};
