import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o}from"./chunk-OOJ4NGK6.js";import{a as t,i as s}from"./chunk-LW4U2VDV.js";import{a}from"./chunk-UI5CK34X.js";import"./chunk-HFHZAMUV.js";var l=a({type:"io.kestra.plugin.core.flow.Sequential",aliases:["io.kestra.core.tasks.flows.Sequential"],title:"Run tasks one after another.",description:"Groups tasks, so that a block has its own state, `allowFailure`, `errors` and `timeout`.",properties:t.Object({tasks:{...s({description:"The tasks, in order."}),minItems:1}}),outputs:o,examples:[{title:"Two steps as one block",code:`id: block
namespace: company.team
tasks:
  - id: prepare
    type: io.kestra.plugin.core.flow.Sequential
    tasks:
      - id: first
        type: io.kestra.plugin.core.log.Log
        message: First
      - id: second
        type: io.kestra.plugin.core.log.Log
        message: Second
`}],async run(i,e){return{state:await e.sequence(e.node.children.tasks??[])}}});export{l as sequential};
