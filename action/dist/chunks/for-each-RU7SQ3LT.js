import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as l}from"./chunk-FU4XAH7T.js";import{a as i}from"./chunk-KJBQZW4K.js";import{a as r}from"./chunk-OOJ4NGK6.js";import{a as e,b as a,c as s,i as o}from"./chunk-LW4U2VDV.js";import"./chunk-DC7MIYIO.js";import{a as n}from"./chunk-UI5CK34X.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var y=n({type:"io.kestra.plugin.core.flow.ForEach",title:"Run tasks once for each value of a list.",description:'The tasks read the value as `taskrun.value` (always a text: maps and lists are JSON, read them by `fromJson`) and its number, from 0, as `taskrun.iteration`. Tasks inside a block of the loop read them as `parent.taskrun.value`; with nested loops `parents` holds the looped blocks around, the nearest first. Outputs are keyed by value: `outputs.load[taskrun.value].uri` inside the loop, `outputs.load["2024-01"].uri` behind it.\n\nFor each value the tasks run one after another. The first failure ends the loop; turns that run beside it are stopped. A null among the values fails the task, equal values count once.',properties:e.Object({values:s(e.Unsafe({description:"A list, or a template that renders to a JSON list. A map is refused when it runs: take its `keys`."})),concurrencyLimit:a(e.Optional(e.Integer({minimum:0,default:1,description:"How many values are worked on at once; 1: one after another, 0: all."}))),tasks:{...o({description:"The tasks for each value, in order."}),minItems:1}}),outputs:r,examples:[{title:"A list, one value after another",code:`id: months
namespace: company.team
tasks:
  - id: each_month
    type: io.kestra.plugin.core.flow.ForEach
    values: ["2024-01", "2024-02", "2024-03"]
    tasks:
      - id: name
        type: io.kestra.plugin.core.debug.Return
        format: yellow_tripdata_{{ taskrun.value }}.csv
      - id: tell
        type: io.kestra.plugin.core.log.Log
        message: "{{ taskrun.iteration }}: {{ outputs.name[taskrun.value].value }}"
`},{title:"Maps, four at once",code:`id: tables
namespace: company.team
inputs:
  - id: tables
    type: JSON
    defaults: '[{"name": "trips", "rows": 10}, {"name": "zones", "rows": 2}]'
tasks:
  - id: each_table
    type: io.kestra.plugin.core.flow.ForEach
    values: "{{ inputs.tables }}"
    concurrencyLimit: 4
    tasks:
      - id: tell
        type: io.kestra.plugin.core.log.Log
        message: "{{ fromJson(taskrun.value).name }} has {{ fromJson(taskrun.value).rows }} rows"
`}],async run({values:u,concurrencyLimit:p=1,tasks:m},t){let d=await i(t,"values",u);return{state:await l(t,m,d,p)}}});export{y as forEach};
