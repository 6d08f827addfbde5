import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as R,b as _}from"./chunk-JTOKPQAH.js";import{a as A,b as D,c as b}from"./chunk-5I4JF5GJ.js";import"./chunk-Y5AUOMJX.js";import"./chunk-GRK4W6JA.js";import"./chunk-QUPSISRO.js";import"./chunk-L5ABMN5P.js";import{a as F,c as C,d as x}from"./chunk-UUFDUHNI.js";import{a as u,b as d}from"./chunk-4K3QB5GU.js";import"./chunk-OW4KZXQS.js";import{d as g}from"./chunk-YZCSB3MW.js";import{a as f}from"./chunk-NU3BYYJY.js";import{j as P}from"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import{a as T,b as k,c as j}from"./chunk-PNXNM5IO.js";import{a as v,b as O,c as E}from"./chunk-3K734UHQ.js";import"./chunk-O52CSQUH.js";import"./chunk-Z7DUUDFD.js";import"./chunk-GS2Z72WH.js";import{a as w}from"./chunk-KVN6QS6D.js";import{a as c}from"./chunk-LW4U2VDV.js";import"./chunk-AWWF6DLG.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var H=w({type:"io.kestra.plugin.gcp.gcs.Trigger",title:"Runs the flow when objects come into a Cloud Storage bucket.",description:"Lists every `interval`, and fires for what is new or changed (`on`): each generation of an object and of its metadata once, also where `action` leaves it there.\nThe execution downloads the objects before its first task, then does `action`; an object that is gone by then is left out, and where all are gone nothing runs.",properties:c.Object({...P,...F,...C,...x,...v,...E}),variables:c.Object({...D.properties,blobs:c.Array(c.Object({...A.properties,changeType:O}),{description:"The objects; `uri` is the file in storage."})}),examples:[{title:"Each CSV file that comes in, then into the archive",code:`id: take_in
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
`}],toWorkflow:()=>({}),remembers:!0,async poll(o,t,r){R(o);let{from:i,on:s="CREATE_OR_UPDATE",stateTtl:a,maxFiles:m=25}=o,l=await f(o,t),p=[];for await(let n of d(u(l,o)))n.isDirectory||p.push({key:g(n),version:$(n),object:n});let{news:e,more:S,remember:y}=T(p,r,{on:s,stateTtl:a,limit:m,now:Date.now()});return S&&t.log.warn(`there is more news at ${i} than the ${m} of \`maxFiles\`: the next poll finds the rest`),{...y===void 0?{}:{remember:y},...e.length===0?{}:{variables:{blobs:e.map(({object:n,changeType:h})=>({...b(n),changeType:h}))},found:k(e.map(({key:n,changeType:h})=>({name:n,changeType:h})))}}},async take(o,t,r){let i=j(o),s=await f(t,r),a=[];for await(let e of d(u(s,t)))!e.isDirectory&&i.has(g(e))&&a.push(e);if(a.length===0)return;let{blobs:m,outputFiles:l}=await _(s,a,t,r);return{blobs:m.map(e=>({...e,changeType:i.get(g(e))??"CREATE"})),outputFiles:l}}});function $(o){let{generation:t,metaGeneration:r,etag:i,updateTime:s}=b(o);return t===void 0?i??s??"":`${t}/${r??0}`}export{H as trigger};
