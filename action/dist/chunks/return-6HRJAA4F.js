import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as r}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-HFHZAMUV.js";var s=r({type:"io.kestra.plugin.core.debug.Return",aliases:["io.kestra.core.tasks.debugs.Return"],title:"Render a text and return it as an output.",description:"The value is always a text; lists and maps come out as JSON. Reports the metrics `length` (characters) and `duration` (seconds).",properties:e.Object({format:e.Optional(e.String({description:"The text to render. Without it there is no output."}))}),outputs:e.Object({value:e.Optional(e.String({description:"The rendered text."}))}),examples:[{title:"Build a file name once and use it twice",code:`id: file_name
namespace: company.team
tasks:
  - id: name
    type: io.kestra.plugin.core.debug.Return
    format: "report_{{ execution.id }}.csv"
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "Writing {{ outputs.name.value }}"
`}],async run({format:t},n){let i=performance.now();return t!==void 0&&n.log.debug(t),n.metric({name:"length",type:"counter",value:t?.length??0}),n.metric({name:"duration",type:"timer",value:(performance.now()-i)/1e3}),{outputs:t===void 0?{}:{value:t}}}});export{s as returnValue};
