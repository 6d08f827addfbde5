import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o}from"./chunk-I35JI5HC.js";import{a as t}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-5DAXADZQ.js";import"./chunk-55CDFFVJ.js";var p=t({type:"io.kestra.plugin.core.debug.Echo",aliases:["io.kestra.core.tasks.debugs.Echo"],title:"Write a text to the log.",description:"Deprecated in Kestra: `io.kestra.plugin.core.log.Log` does the same.",properties:e.Object({format:e.String({description:"The text."}),level:e.Optional(e.Union([e.Literal("TRACE"),e.Literal("DEBUG"),e.Literal("INFO"),e.Literal("WARN"),e.Literal("ERROR")],{description:"The level of the record.",default:"INFO"}))}),outputs:o,examples:[{title:"Say which task runs",code:`id: echo_task
namespace: company.team
tasks:
  - id: echo
    type: io.kestra.plugin.core.debug.Echo
    format: "This is {{ task.id }}"
`}],async run({format:i,level:r="INFO"},a){return a.log.log(r,i),{}}});export{p as echo};
