import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o,b as c}from"./chunk-G5KYAFFI.js";import{a as p}from"./chunk-4B4H6KUP.js";import{a,b as m}from"./chunk-KKO7K4LU.js";import"./chunk-QAAYNXCA.js";import{a as s}from"./chunk-KHKTJQEA.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var k=s({type:"io.kestra.plugin.core.condition.TimeBetween",aliases:["io.kestra.plugin.core.condition.TimeBetweenCondition","io.kestra.core.models.conditions.types.TimeBetweenCondition"],title:"Holds between two times of the day, both excluded.",description:"At least one of `after` and `before` is needed. Where `after` is later than `before`, the time between them goes over midnight (a server takes it for never).",properties:e.Object({date:a,after:e.Optional(e.String({description:"Holds after this time: `16:30`, `16:30:00`, or with an offset `16:30:00+02:00`. Without one it is a time of the judged moment itself, in the time zone of the trigger."})),before:e.Optional(e.String({description:"Holds before this time; written as `after`."}))}),examples:[{title:"Outside of office hours",code:`id: at_night
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "Planned for {{ trigger.date }}"
triggers:
  - id: schedule
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 * * * *"
    timezone: Europe/Berlin
    conditions:
      - type: io.kestra.plugin.core.condition.TimeBetween
        after: "18:00"
        before: "06:00"
`}],test({date:f,after:t,before:i},l){p(t,i);let n=m(f??l.date),r=t===void 0||o(n,t,"after")>0,d=i===void 0||o(n,i,"before")<0;return t!==void 0&&i!==void 0&&c(t,i)?r||d:r&&d}});export{k as timeBetween};
