import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as i}from"./chunk-RM3W4OMQ.js";import{a as e,c as n}from"./chunk-LW4U2VDV.js";import{a as r}from"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var d=i({type:"io.kestra.plugin.core.output.OutputValues",title:"Make values outputs.",description:"Numbers, booleans, lists and maps stay what they are; a template always gives text. Entries that are null are left out.",properties:e.Object({values:n(e.Record(e.String(),e.Unknown(),{description:"The values, by name."}))}),outputs:e.Object({values:e.Record(e.String(),e.Unknown(),{description:"The values, rendered."})}),examples:[{title:"Hand several values on",code:`id: values
namespace: company.team
tasks:
  - id: settings
    type: io.kestra.plugin.core.output.OutputValues
    values:
      table: "trips_{{ execution.id }}"
      batch: 500
      columns: [id, price]
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.settings.values.table }}: {{ outputs.settings.values.batch }}"
`}],async run({values:t},a){let s=u(await a.renderValue(t));return{outputs:{values:r(s)?s:{}}}}});function u(t){if(Array.isArray(t))return t.map(u);if(!r(t))return t;let a=Object.entries(t).filter(([,s])=>s!==null);return Object.fromEntries(a.map(([s,o])=>[s,u(o)]))}export{d as outputValues};
