import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as m}from"./chunk-OOJ4NGK6.js";import{a as l,b as c,l as f}from"./chunk-LW4U2VDV.js";import{b as w}from"./chunk-DC7MIYIO.js";import{a as g,b as k}from"./chunk-UI5CK34X.js";import"./chunk-HFHZAMUV.js";function h(n){let o=[],t=0,a=()=>n===0||t<n?(t+=1,Promise.resolve()):new Promise(s=>{o.push(s)}),e=()=>{let s=o.shift();s===void 0?t-=1:s()};return{async use(s){await a();try{return await s()}finally{e()}}}}var x=g({type:"io.kestra.plugin.core.flow.Dag",aliases:["io.kestra.core.tasks.flows.Dag"],title:"Run tasks side by side, each as soon as those it depends on have ended.",description:"A task without dependencies begins at once. The first failure ends the block: tasks that still run are stopped, and what depends on them never begins. A dependency that was skipped or is disabled counts as ended.",properties:l.Object({concurrent:c(l.Optional(l.Integer({minimum:0,default:0,description:"How many tasks run at once, begun in the order written; 0: all."}))),tasks:{...f({description:"The tasks, each as `{task, dependsOn}`; `dependsOn` lists ids of this Dag."}),minItems:1}}),outputs:m,examples:[{title:"Two loads, then a report on both",code:`id: report
namespace: company.team
tasks:
  - id: graph
    type: io.kestra.plugin.core.flow.Dag
    tasks:
      - task:
          id: green
          type: io.kestra.plugin.core.debug.Return
          format: green trips
      - task:
          id: yellow
          type: io.kestra.plugin.core.debug.Return
          format: yellow trips
      - task:
          id: both
          type: io.kestra.plugin.core.log.Log
          message: "{{ outputs.green.value }} and {{ outputs.yellow.value }}"
        dependsOn: [green, yellow]
`}],async run({concurrent:n=0,tasks:o},t){let a=h(n),e=new Map,s=async({task:i,dependsOn:d=[]})=>{let u=(await Promise.all(d.map(async p=>e.get(p)))).find(p=>p!==void 0&&w(p));return u!==void 0?u:a.use(()=>t.sequence([i]))},r=y(o).map(i=>()=>{let d=s(i);return e.set(i.task.id,d),d});return{state:k(await t.parallel(r))}}});function y(n){let o=new Map(n.map(e=>[e.task.id,e])),t=new Set,a=e=>{if(!t.has(e)){for(let s of e.dependsOn??[]){let r=o.get(s);r!==void 0&&a(r)}t.add(e)}};for(let e of n)a(e);return[...t]}export{x as dag};
