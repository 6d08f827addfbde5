import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o}from"./chunk-OOJ4NGK6.js";import{a as e,b as a,i as s}from"./chunk-LW4U2VDV.js";import{a as i,b as l}from"./chunk-UI5CK34X.js";import"./chunk-HFHZAMUV.js";var k=i({type:"io.kestra.plugin.core.flow.Parallel",aliases:["io.kestra.core.tasks.flows.Parallel"],title:"Run tasks side by side.",description:"The block ends when all tasks have, or at the first failure: tasks that still run beside it are stopped and end FAILED. Put tasks that belong after one another into a Sequential.",properties:e.Object({concurrent:a(e.Optional(e.Integer({minimum:0,default:0,description:"How many tasks run at once, begun in the order written; 0: all."}))),tasks:{...s({description:"The tasks; each is a branch of its own."}),minItems:1}}),outputs:o,examples:[{title:"Two downloads at once",code:`id: both
namespace: company.team
tasks:
  - id: side_by_side
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
      - id: green
        type: io.kestra.plugin.core.log.Log
        message: Green taxis
      - id: yellow
        type: io.kestra.plugin.core.flow.Sequential
        tasks:
          - id: yellow_first
            type: io.kestra.plugin.core.log.Log
            message: Yellow taxis, first half
          - id: yellow_second
            type: io.kestra.plugin.core.log.Log
            message: Yellow taxis, second half
`}],async run({concurrent:r=0,tasks:n},t){let p=n.map(c=>()=>t.sequence([c]));return{state:l(await t.parallel(p,{limit:r}))}}});export{k as parallel};
