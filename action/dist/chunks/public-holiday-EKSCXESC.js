import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as n,b as r}from"./chunk-KKO7K4LU.js";import"./chunk-QAAYNXCA.js";import{a as t}from"./chunk-KHKTJQEA.js";import{a as i}from"./chunk-LW4U2VDV.js";import{a,b as s}from"./chunk-SQ7FFLBA.js";import{a as e}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var w=t({type:"io.kestra.plugin.core.condition.PublicHoliday",aliases:["io.kestra.plugin.core.condition.PublicHolidayCondition","io.kestra.core.models.conditions.types.PublicHolidayCondition"],title:"Holds on the public holidays of a country.",description:"Days on which work rests by law; bank holidays and observances do not count. The calendar is that of the package date-holidays, built in.",properties:i.Object({date:n,country:i.String({description:"Two letters by ISO 3166-1, such as FR. A server takes its own country where none is given; here the same flow must mean the same everywhere, so it is needed."}),subDivision:i.Optional(i.String({description:"A part of the country by ISO 3166-2, with or without the country: DE-BY, BY."}))}),examples:[{title:"Not on the public holidays of Bavaria",code:`id: working_days
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "Planned for {{ trigger.date }}"
triggers:
  - id: schedule
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 * * 1-5"
    timezone: Europe/Berlin
    conditions:
      - type: io.kestra.plugin.core.condition.Not
        conditions:
          - type: io.kestra.plugin.core.condition.PublicHoliday
            country: DE
            subDivision: BY
`}],async test({date:c,country:d,subDivision:l},p){let y=r(c??p.date).local.toPlainDate().toString();try{return await s(y,d,l)}catch(o){throw o instanceof a?new e("CONDITION_COUNTRY",o.message,{cause:o,hint:o.hint}):o}}});export{w as publicHoliday};
