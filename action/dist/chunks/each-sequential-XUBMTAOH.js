import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as l}from"./chunk-FU4XAH7T.js";import{a as i}from"./chunk-KJBQZW4K.js";import{a as r}from"./chunk-OOJ4NGK6.js";import{a as e,c as a,i as o}from"./chunk-LW4U2VDV.js";import"./chunk-DC7MIYIO.js";import{a as s}from"./chunk-UI5CK34X.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var h=s({type:"io.kestra.plugin.core.flow.EachSequential",aliases:["io.kestra.core.tasks.flows.EachSequential"],deprecated:"use io.kestra.plugin.core.flow.ForEach",title:"Run tasks once for each value, one value after another.",description:"As `io.kestra.plugin.core.flow.ForEach` with `concurrencyLimit: 1`; the list stands in `value`.",properties:e.Object({value:a(e.Unsafe({description:"A list, or a template that renders to a JSON list."})),tasks:{...o({description:"The tasks for each value, in order."}),minItems:1}}),outputs:r,examples:[{title:"Two values",code:`id: colours
namespace: company.team
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.EachSequential
    value: '["green", "yellow"]'
    tasks:
      - id: tell
        type: io.kestra.plugin.core.log.Log
        message: "{{ taskrun.value }}"
`}],async run({value:n,tasks:u},t){return{state:await l(t,u,await i(t,"value",n),1)}}});export{h as eachSequential};
