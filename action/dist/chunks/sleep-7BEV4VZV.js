import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as s}from"./chunk-OOJ4NGK6.js";import{a as n}from"./chunk-GS2Z72WH.js";import{a}from"./chunk-RM3W4OMQ.js";import{a as i,g as r}from"./chunk-LW4U2VDV.js";import"./chunk-AWWF6DLG.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";import{setTimeout as c}from"node:timers/promises";var u=2**31-1,k=a({type:"io.kestra.plugin.core.flow.Sleep",aliases:["io.kestra.core.tasks.flows.Sleep"],title:"Wait for a while.",description:"On a runner that is paid by the minute, waiting costs like working: keep it short.",properties:i.Object({duration:r({description:"How long to wait, as an ISO 8601 duration such as `PT15S`."})}),outputs:s,examples:[{title:"Give a service ten seconds to start",code:`id: patience
namespace: company.team
tasks:
  - id: wait
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT10S
  - id: go
    type: io.kestra.plugin.core.log.Log
    message: Ready
`}],async run({duration:p},e){let o=performance.now()+n("duration",p);for(let t=o-performance.now();t>0;t=o-performance.now())await c(Math.min(t,u),void 0,{signal:e.signal}).catch(l=>{throw e.signal.throwIfAborted(),l});return e.signal.throwIfAborted(),{}}});export{k as sleep};
