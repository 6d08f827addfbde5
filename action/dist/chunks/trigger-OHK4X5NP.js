import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as x,b as C}from"./chunk-OI7N3FOX.js";import"./chunk-LUCOWXPK.js";import{b as P,c as p}from"./chunk-W4LYCFK4.js";import{a as T,c as E,d as O}from"./chunk-RYY7KQBT.js";import{a as g}from"./chunk-ZYUVV7HT.js";import"./chunk-XQORG3PR.js";import"./chunk-2SWH33Q4.js";import{c as m}from"./chunk-QNPBLLQI.js";import{a as l}from"./chunk-66ZHHZTI.js";import{c as j}from"./chunk-2WHB5JRO.js";import{a as b,b as w,c as k}from"./chunk-UZ4RR5TZ.js";import{a as y,b as v}from"./chunk-Q7HKJS7L.js";import"./chunk-NYSPXBBW.js";import"./chunk-GS2Z72WH.js";import{a as u}from"./chunk-KVN6QS6D.js";import{a as d}from"./chunk-GK35WNT7.js";import"./chunk-AWWF6DLG.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var q=u({type:"io.kestra.plugin.gcp.gcs.Trigger",title:"Runs the flow when objects come into a Cloud Storage bucket.",description:"Lists every `interval`, and fires for what is new or changed (`on`): each generation of an object once, also where `action` leaves it there.\nThe execution downloads the objects before its first task, then does `action`; an object that is gone by then is left out, and where all are gone nothing runs.",properties:d.Object({...j,...T,...E,...O,...y,...v}),variables:P,examples:[{title:"Each CSV file that comes in, then into the archive",code:`id: take_in
namespace: company.team
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: "{{ trigger.blobs }}"
    tasks:
      - id: tell
        type: io.kestra.plugin.core.log.Log
        message: "{{ fromJson(taskrun.value).name }} is in {{ fromJson(taskrun.value).uri }}"
triggers:
  - id: incoming
    type: io.kestra.plugin.gcp.gcs.Trigger
    interval: PT15M
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    from: gs://my-project-lake/incoming/
    regExp: '.*[.]csv'
    action: MOVE
    moveDirectory: gs://my-project-lake/archive/
`}],toWorkflow:()=>({}),remembers:!0,async poll(t,o,n){x(t);let{from:a,on:s="CREATE_OR_UPDATE",stateTtl:i,maxFiles:r=25}=t,F=await l(t,o),f=[];for await(let e of g(F,t)){if(e.isDirectory)continue;let{generation:D,etag:_,updateTime:R}=p(e);f.push({key:m(e),version:D??_??R??"",object:e})}let{news:c,more:A,remember:h}=b(f,n,{on:s,stateTtl:i,limit:r,now:Date.now()});return A&&o.log.warn(`there is more news at ${a} than the ${r} of \`maxFiles\`: the next poll finds the rest`),{...h===void 0?{}:{remember:h},...c.length===0?{}:{variables:{blobs:c.map(({object:e})=>p(e))},found:w(c.map(({key:e})=>e))}}},async take(t,o,n){let a=k(t),s=await l(o,n),i=[];for await(let r of g(s,o))!r.isDirectory&&a.has(m(r))&&i.push(r);return i.length===0?void 0:C(s,i,o,n)}});export{q as trigger};
