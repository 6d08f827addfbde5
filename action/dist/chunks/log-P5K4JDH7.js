import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as r}from"./chunk-OOJ4NGK6.js";import{a as t}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-HFHZAMUV.js";var g=t({type:"io.kestra.plugin.core.log.Log",aliases:["io.kestra.core.tasks.log.Log"],title:"Write one or more messages to the log.",properties:e.Object({message:e.Union([e.String(),e.Array(e.String())],{description:"A message, or a list of them. Each becomes one log record."}),level:e.Optional(e.Union([e.Literal("TRACE"),e.Literal("DEBUG"),e.Literal("INFO"),e.Literal("WARN"),e.Literal("ERROR")],{description:"The level of the records.",default:"INFO"}))}),outputs:r,examples:[{title:"Greet somebody",code:`id: hello
namespace: company.team
inputs:
  - id: name
    type: STRING
    defaults: Ada
tasks:
  - id: greet
    type: io.kestra.plugin.core.log.Log
    message: "Hello, {{ inputs.name }}!"
`},{title:"Several messages at a level of your own",code:`id: careful
namespace: company.team
tasks:
  - id: warn
    type: io.kestra.plugin.core.log.Log
    level: WARN
    message:
      - "The disk is nearly full"
      - "Files older than a week are deleted tonight"
`}],async run({message:o,level:a="INFO"},l){for(let s of Array.isArray(o)?o:[o])l.log.log(a,s);return{}}});export{g as log};
