import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as c}from"./chunk-GS2Z72WH.js";import{a as o,e as p,g as l,i as f,j as h,k as w}from"./chunk-LW4U2VDV.js";import{a as y}from"./chunk-UI5CK34X.js";import"./chunk-AWWF6DLG.js";import{c as u}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var g={RESUME:"SUCCESS",WARN:"WARNING",FAIL:"FAILED",CANCEL:"CANCELLED"},R=y({type:"io.kestra.plugin.core.flow.Pause",aliases:["io.kestra.core.tasks.flows.Pause"],title:"Hold the execution until somebody resumes it, or for a while.",description:"Without a duration the run ends as PAUSED (exit status 3) once nothing else runs; its journal is kept, and `gitphony executions resume ID -i key=value` goes on with it, at any time and as often as it takes. On GitHub the job ends, and resuming is a dispatch with the run’s number. With a duration the process waits. A `timeout` counts from the pause: who resumes later than that fails the task.",properties:o.Object({pauseDuration:o.Optional(l({description:"How long to wait. Default: until somebody resumes it."})),delay:o.Optional(p("use `pauseDuration`",l({description:"How long to wait."}))),behavior:o.Optional(o.Unsafe({type:"string",enum:Object.keys(g),default:"RESUME",description:"What happens when the duration is over: RESUME goes on, WARN goes on with a WARNING, FAIL fails the task, CANCEL ends the execution as CANCELLED."})),onResume:o.Optional(w({description:"Inputs that whoever resumes it gives; they become `outputs.<task>.onResume`."})),onPause:o.Optional(h({description:"A task to run when the pause begins, for instance to tell somebody."})),tasks:o.Optional(p("put the tasks behind the Pause",f({description:"Tasks to run afterwards."})))}),outputs:o.Object({resumed:o.Object({on:o.String({description:"When it ended, as an ISO 8601 instant."}),to:o.String({description:"The state that it ended in; KILLING for a kill."})},{description:"How the pause ended."}),onResume:o.Optional(o.Record(o.String(),o.Unknown(),{description:"The inputs that were given when it was resumed."}))}),examples:[{title:"Ask somebody before going on",code:`id: approval
namespace: company.team
tasks:
  - id: wait_for_approval
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: approved
        type: BOOLEAN
        description: Load the data?
      - id: reason
        type: STRING
        defaults: none given
  - id: load
    type: io.kestra.plugin.core.log.Log
    runIf: "{{ outputs.wait_for_approval.onResume.approved }}"
    message: "Approved: {{ outputs.wait_for_approval.onResume.reason }}"
`},{title:"Wait half a minute",code:`id: patience
namespace: company.team
tasks:
  - id: wait
    type: io.kestra.plugin.core.flow.Pause
    pauseDuration: PT30S
  - id: go
    type: io.kestra.plugin.core.log.Log
    message: Ready
`}],outputsWhenKilled:e=>({resumed:{on:e.toISOString(),to:"KILLING"}}),async run({pauseDuration:e,delay:n,behavior:s="RESUME"},t){let a=e??n,i=a===void 0?void 0:c("pauseDuration",a);await b(t);let r=await k(t,i,s==="CANCEL");if(r.by==="time")return S(t,s,a);await E(t,r.pausedAt);let m={resumed:d("SUCCESS")};return Object.keys(r.inputs).length>0&&(m.onResume=r.inputs),t.setOutputs(m),{state:await t.sequence(t.node.children.tasks??[])}}});async function b(e){let n=e.node.children.onPause??[];if(n.length===0)return;if(await e.sequence(n)==="FAILED")throw new u("ON_PAUSE_FAILED","the task of onPause failed: nobody would know of the pause",{retryable:!1})}async function k(e,n,s){try{return await e.pause({cancels:s,...n===void 0?{}:{duration:n}})}catch(t){throw e.signal.aborted&&e.setOutputs({resumed:d("KILLING")}),t}}async function S(e,n,s){let t=g[n],a={resumed:d(t)};if(e.setOutputs(a),t==="FAILED")throw new u("PAUSE_OVER",`nobody resumed it within ${String(s)}, and its behavior is FAIL`,{retryable:!1});if(t==="CANCELLED")return{state:t};let i=await e.sequence(e.node.children.tasks??[]);return{state:i==="SUCCESS"?t:i}}async function E(e,n){let{timeout:s}=e.node;if(s===void 0)return;let t=await e.render(s);if(!(Date.now()-n<=c("timeout",t)))throw e.setOutputs({resumed:d("FAILED")}),new u("TIMEOUT",`expected somebody to resume it within ${t} (its timeout), it took longer`,{retryable:!1})}function d(e){return{on:new Date().toISOString(),to:e}}export{R as pause};
