import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as d}from"./chunk-OOJ4NGK6.js";import{a as m}from"./chunk-Z6IGMK4C.js";import{a as c}from"./chunk-RM3W4OMQ.js";import{a as e,c as u}from"./chunk-LW4U2VDV.js";import{c as r}from"./chunk-MFIELPVX.js";import{a as s,b as p}from"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var T=c({type:"io.kestra.plugin.core.execution.Resume",aliases:["io.kestra.core.tasks.executions.Resume"],title:"Let a paused execution go on.",properties:e.Object({executionId:e.Optional(e.String({description:"The execution. Default: the running one."})),namespace:e.Optional(e.String({description:"The namespace that it has to be of."})),flowId:e.Optional(e.String({description:"The flow that it has to be of."})),inputs:e.Optional(u(e.Record(e.String(),e.Unknown(),{description:"Values for the `onResume` inputs of its Pause."})))}),outputs:d,github:m,examples:[{title:"Approve what waits",code:`id: approve
namespace: company.team
inputs:
  - id: execution
    type: STRING
tasks:
  - id: resume
    type: io.kestra.plugin.core.execution.Resume
    executionId: "{{ inputs.execution }}"
    inputs:
      reason: checked
`}],async run({executionId:f,namespace:o,flowId:n,inputs:l={}},i){let t=await i.archive.find(f??i.execution.id);if((o??t.namespace)!==t.namespace||(n??t.flowId)!==t.flowId)throw new r("EXECUTION_OF_OTHER_FLOW",`expected an execution of ${o??"*"}.${n??"*"}, ${t.id} is one of ${t.namespace}.${t.flowId}`,{retryable:!1});let a=await i.renderValue(l);return await i.archive.resume(t.id,s(a)?a:p()),{}}});export{T as resume};
