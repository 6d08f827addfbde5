import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as u,b as c}from"./chunk-BZG2OK4H.js";import{a as f}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import{c as p}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";import{Readable as h}from"node:stream";var N=f({type:"io.kestra.plugin.core.log.Fetch",aliases:["io.kestra.core.tasks.log.Fetch"],title:"Copy the log of an execution into a stored file.",description:"One JSON object a line: `namespace`, `flowId`, `executionId`, `taskId`, `taskRunId`, `attemptNumber`, `timestamp`, `level`, `message`, and `value` in loops; task run by task run. What tasks write at the same moment may be missing.",properties:e.Object({executionId:e.Optional(e.String({description:"The execution. Default: the running one."})),namespace:e.Optional(e.String({description:"The namespace that it has to be of."})),flowId:e.Optional(e.String({description:"The flow that it has to be of."})),tasksId:e.Optional(e.Array(e.String(),{description:"Only records of these tasks."})),level:e.Optional(e.Union(u,{description:"Only records of this level or above.",default:"INFO"}))}),outputs:e.Object({uri:e.String({description:"URI of the stored file."}),size:e.Integer({description:"Records in it."})}),examples:[{title:"Read warnings before the flow ends",code:`id: own_log
namespace: company.team
tasks:
  - id: warn
    type: io.kestra.plugin.core.log.Log
    level: WARN
    message: The disk is nearly full
  - id: fetch
    type: io.kestra.plugin.core.log.Fetch
    level: WARN
    tasksId: [warn]
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.fetch.size }} warnings: {{ read(outputs.fetch.uri) }}"
`}],async run({executionId:i,namespace:n,flowId:r,tasksId:o,level:s="INFO"},a){let t=await a.archive.find(i??a.execution.id);if((n??t.namespace)!==t.namespace||(r??t.flowId)!==t.flowId)throw new p("EXECUTION_OF_OTHER_FLOW",`${t.id} is an execution of ${t.namespace}.${t.flowId}`,{retryable:!1,hint:"Correct namespace and flowId, or leave them out."});let l=0,m={namespace:t.namespace,flowId:t.flowId,executionId:t.id},g=async function*(){for await(let d of a.archive.logs(t.id))w(d,s,o)&&(l+=1,yield y(d,m))};return{outputs:{uri:await a.storage.put("logs.ion",h.from(g(),{objectMode:!1})),size:l}}}});function w({level:i,taskId:n},r,o){return c(i)>=c(r)&&(o===void 0||o.includes(n))}function y({ts:i,attempt:n,...r},o){let s=new Date(i).toISOString();return`${JSON.stringify({...o,...r,attemptNumber:Math.max(0,n-1),timestamp:s})}
`}export{N as fetch};
