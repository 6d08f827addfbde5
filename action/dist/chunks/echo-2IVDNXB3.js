import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o}from"./chunk-OOJ4NGK6.js";import{a as t}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-HFHZAMUV.js";var p=t({type:"io.kestra.plugin.core.debug.Echo",aliases:["io.kestra.core.tasks.debugs.Echo"],deprecated:"use io.kestra.plugin.core.log.Log",title:"Write a text to the log.",properties:e.Object({format:e.String({description:"The text."}),level:e.Optional(e.Union([e.Literal("TRACE"),e.Literal("DEBUG"),e.Literal("INFO"),e.Literal("WARN"),e.Literal("ERROR")],{description:"The level of the record.",default:"INFO"}))}),outputs:o,examples:[{title:"Say which task runs",code:`id: echo_task
namespace: company.team
tasks:
  - id: echo
    type: io.kestra.plugin.core.debug.Echo
    format: "This is {{ task.id }}"
`}],async run({format:r,level:i="INFO"},a){return a.log.log(i,r),{}}});export{p as echo};
