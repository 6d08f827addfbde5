import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as m,b as f,c as u}from"./chunk-JBNHXJXG.js";import"./chunk-O52CSQUH.js";import{a as p}from"./chunk-KVN6QS6D.js";import{a as e,b as r,g as h}from"./chunk-LW4U2VDV.js";import{a as c}from"./chunk-BVHPJZTT.js";import"./chunk-56XPTRHM.js";import"./chunk-APBFKSYE.js";import{b as l}from"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";function g(o,t,i){let n=(k,b)=>new l("SCHEDULE_UNSUPPORTED",`the trigger "${i}" (${o}): ${k}`,{hint:b}),[...s]=c(o,t.withSeconds===!0);if(t.withSeconds===!0&&s.shift()!=="0")throw n("expected 0 as seconds, for GitHub knows no seconds in a schedule","set the first field to 0");let[,,S="*",,w="*"]=s;if(/[LW]/i.test(S)||/#|L$|\dL/i.test(w))throw n('expected days as numbers or names, for GitHub knows no "L", "W" or "#"',"name the days");let a=s.join(" ").replaceAll("?","*"),{timezone:d="UTC"}=t;return d==="UTC"?{cron:a}:{cron:a,timezone:d}}var v=p({type:"io.kestra.plugin.core.trigger.Schedule",aliases:["io.kestra.core.models.triggers.types.Schedule"],title:"Runs the flow at the times of a cron expression.",description:"Templates see `trigger.date` (the planned time, not the moment of a late start), `trigger.next` and `trigger.previous`. Where both day of month and day of week are limited, a day that fits either of them counts.",properties:e.Object({cron:r(e.String({format:"cron",description:"Five fields (minute, hour, day of month, month, day of week), or a nickname: @hourly, @daily, @weekly, @monthly, @yearly."})),timezone:e.Optional(r(e.String({format:"time-zone",default:"UTC",description:"IANA name of the time zone of the cron expression."}))),withSeconds:e.Optional(r(e.Boolean({default:!1,description:"The expression has six fields, the first one seconds."}))),recoverMissedSchedules:m,lateMaximumDelay:e.Optional(r(h({description:"A scheduled run on GitHub that would begin later than this after its planned time is not begun. Runs asked for by hand are not late."}))),stopAfter:f}),variables:e.Object({date:e.String({description:"The planned time, ISO 8601 with the offset of the time zone."}),next:e.Optional(e.String({description:"The planned time after this one."})),previous:e.Optional(e.String({description:"The planned time before this one."}))}),examples:[{title:"On the first of each month at 09:00",code:`id: monthly_report
namespace: company.team
inputs:
  - id: colour
    type: STRING
    defaults: yellow
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "{{ inputs.colour }} in {{ trigger.date | date('yyyy-MM') }}"
triggers:
  - id: monthly
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 1 * *"
    timezone: Europe/Berlin
    inputs:
      colour: green
`}],ticks:({cron:o,timezone:t,withSeconds:i})=>u(o,y(t,i)),toWorkflow:({cron:o,timezone:t,withSeconds:i},n)=>({schedule:[g(o,y(t,i),n.id)]})});function y(o,t){return{timezone:o??"UTC",withSeconds:t??!1}}export{v as schedule};
