import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./chunk-4B4H6KUP.js";import{a as s,b as t}from"./chunk-KKO7K4LU.js";import"./chunk-QAAYNXCA.js";import{a as r}from"./chunk-KHKTJQEA.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var g=r({type:"io.kestra.plugin.core.condition.DateTimeBetween",aliases:["io.kestra.plugin.core.condition.DateTimeBetweenCondition","io.kestra.core.models.conditions.types.DateTimeBetweenCondition"],title:"Holds between two moments, both excluded.",description:"At least one of `after` and `before` is needed.",properties:e.Object({date:s,after:e.Optional(e.String({description:"Holds after this moment: an ISO 8601 date-time with its offset."})),before:e.Optional(e.String({description:"Holds before this moment: an ISO 8601 date-time with its offset."}))}),examples:[{title:"In the first half of 2026",code:`id: first_half
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
      - type: io.kestra.plugin.core.condition.DateTimeBetween
        after: "2025-12-31T23:59:59Z"
        before: "2026-07-01T00:00:00Z"
`}],test({date:d,after:i,before:o},m){a(i,o);let{instant:n}=t(d??m.date);return(i===void 0||n>t(i,"after").instant)&&(o===void 0||n<t(o,"before").instant)}});export{g as dateTimeBetween};
