import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as w}from"./chunk-PWM4ZZK6.js";import{a as p,b as g}from"./chunk-ZSSGTT5W.js";import{a as x}from"./chunk-Z6IGMK4C.js";import{a as h}from"./chunk-RM3W4OMQ.js";import{a as t,c as m}from"./chunk-LW4U2VDV.js";import{c as f}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var b=t.Object({namespace:t.String(),flowId:t.String()},{additionalProperties:!1}),v=h({type:"io.kestra.plugin.core.execution.Count",aliases:["io.kestra.core.tasks.executions.Counts"],title:"Count the executions of flows in a stretch of time.",description:"Counts those that this machine keeps. Give `flows`, `namespaces`, or both.",properties:t.Object({flows:t.Optional(t.Array(b,{description:"Flows, as `{namespace, flowId}`; one without executions counts 0."})),namespaces:t.Optional(t.Array(t.String(),{description:"All flows of these namespaces."})),states:t.Optional(w),startDate:t.String({description:"Executions that began at this time or later, such as `2024-01-31T00:00:00Z`."}),endDate:t.Optional(t.String({description:"Executions that began at this time or earlier."})),expression:m(t.String({description:"Keeps a flow where it renders to `true`; sees `count`: `{{ count >= 5 }}`."}))}),outputs:t.Object({results:t.Array(t.Object({namespace:t.String(),flowId:t.String(),count:t.Integer()}),{description:"The flows that were kept, with the number of their executions."}),total:t.Integer({description:"Sum of the counts."})}),github:x,examples:[{title:"Has the load run today?",code:`id: watch_load
namespace: company.team
tasks:
  - id: silent
    type: io.kestra.plugin.core.execution.Count
    flows:
      - namespace: company.team
        flowId: load
    states: [SUCCESS]
    startDate: "{{ now() | dateAdd(-1, 'DAYS') }}"
    expression: "{{ count == 0 }}"
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.silent.results | length }} flows did not run"
`}],async run({flows:n=[],namespaces:o=[],states:s,startDate:c,endDate:r,expression:i},d){if(n.length===0&&o.length===0)throw new f("FLOWS_MISSING","expected flows or namespaces, got neither",{retryable:!1});let y={from:p("startDate",c),to:p("endDate",r)},S=await g(d,{states:s,...y}),u=new Map;for(let{namespace:e,flowId:a}of n)u.set(`${e}/${a}`,{namespace:e,flowId:a,count:0});for(let e of S)k(u,e,o);let l=[];for(let e of u.values())(await d.render(i,{count:e.count})).trim()==="true"&&l.push(e);return{outputs:{results:l,total:l.reduce((e,a)=>e+a.count,0)}}}});function k(n,{namespace:o,flowId:s},c){let r=`${o}/${s}`,i=n.get(r);i!==void 0?i.count+=1:c.includes(o)&&n.set(r,{namespace:o,flowId:s,count:1})}export{v as count};
