import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as n}from"./chunk-KJBQZW4K.js";import{a as l}from"./chunk-OOJ4NGK6.js";import{a as e,b as a,c as r,i as o}from"./chunk-LW4U2VDV.js";import{a as s,b as i}from"./chunk-UI5CK34X.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var b=s({type:"io.kestra.plugin.core.flow.EachParallel",aliases:["io.kestra.core.tasks.flows.EachParallel"],deprecated:"use io.kestra.plugin.core.flow.ForEach with concurrencyLimit: 0",title:"Run every task for every value, side by side.",description:"Unlike ForEach, the tasks of one value do not wait for each other either: put them into a Sequential where they should. The first failure stops what runs beside it.",properties:e.Object({value:r(e.Unsafe({description:"A list, or a template that renders to a JSON list."})),concurrent:a(e.Optional(e.Integer({minimum:0,default:0,description:"How many tasks run at once; 0: all, whatever their number."}))),tasks:{...o({description:"The tasks for each value."}),minItems:1}}),outputs:l,examples:[{title:"Two values at once",code:`id: colours
namespace: company.team
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.EachParallel
    value: ["green", "yellow"]
    tasks:
      - id: tell
        type: io.kestra.plugin.core.log.Log
        message: "{{ taskrun.value }}"
`}],async run({value:u,concurrent:c=0,tasks:p},t){let m=(await n(t,"value",u)).flatMap((h,d)=>p.map(f=>()=>t.sequence([f],{value:h,iteration:d})));return{state:i(await t.parallel(m,{limit:c}))}}});export{b as eachParallel};
