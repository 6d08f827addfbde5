import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as s}from"./chunk-OOJ4NGK6.js";import{a as o,i as t}from"./chunk-LW4U2VDV.js";import{a}from"./chunk-UI5CK34X.js";import"./chunk-HFHZAMUV.js";var p=a({type:"io.kestra.plugin.core.flow.AllowFailure",aliases:["io.kestra.core.tasks.flows.AllowFailure"],title:"Run tasks one after another, and go on behind them whatever happens.",description:"A failing task ends the block: the task stays FAILED, the block is a WARNING, and the flow goes on. The block’s own `errors` run as usual. For a single task, its property `allowFailure` does the same.",properties:o.Object({tasks:{...t({description:"The tasks, in order."}),minItems:1}}),outputs:s,examples:[{title:"Tell that it failed, and go on",code:`id: optional
namespace: company.team
tasks:
  - id: try
    type: io.kestra.plugin.core.flow.AllowFailure
    tasks:
      - id: break
        type: io.kestra.plugin.core.execution.Fail
    errors:
      - id: tell
        type: io.kestra.plugin.core.log.Log
        message: It did not work this time
  - id: go_on
    type: io.kestra.plugin.core.log.Log
    message: Going on
`}],conclude:e=>e==="FAILED"?"WARNING":e,async run({tasks:e},i){return{state:await i.sequence(e)}}});export{p as allowFailure};
