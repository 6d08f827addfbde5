import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as n}from"./chunk-AHNFK4XG.js";import{a as o,b as i}from"./chunk-UI5CK34X.js";import{a as l}from"./chunk-I35JI5HC.js";import{a as e,b as a,c as r,f as s}from"./chunk-5DAXADZQ.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-TDBDNULB.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-55CDFFVJ.js";var b=o({type:"io.kestra.plugin.core.flow.EachParallel",aliases:["io.kestra.core.tasks.flows.EachParallel"],title:"Run every task for every value, side by side (deprecated: use ForEach).",description:"Unlike ForEach, the tasks of one value do not wait for each other either: put them into a Sequential where they should. The first failure stops what runs beside it.",properties:e.Object({value:r(e.Unsafe({description:"A list, or a template that renders to a JSON list."})),concurrent:a(e.Optional(e.Integer({minimum:0,default:0,description:"How many tasks run at once; 0: all, whatever their number."}))),tasks:{...s({description:"The tasks for each value."}),minItems:1}}),outputs:l,examples:[{title:"Two values at once",code:`id: colours
namespace: company.team
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.EachParallel
    value: ["green", "yellow"]
    tasks:
      - id: tell
        type: io.kestra.plugin.core.log.Log
        message: "{{ taskrun.value }}"
`}],async run({value:u,concurrent:p=0,tasks:c},t){let m=(await n(t,"value",u)).flatMap((h,d)=>c.map(f=>()=>t.sequence([f],{value:h,iteration:d})));return{state:i(await t.parallel(m,{limit:p}))}}});export{b as eachParallel};
