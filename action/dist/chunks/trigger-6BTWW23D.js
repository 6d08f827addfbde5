import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as O,b as A,c as _}from"./chunk-PNXNM5IO.js";import{a as C,b as P,c as x}from"./chunk-3K734UHQ.js";import"./chunk-O52CSQUH.js";import{a as j,b as v,c as E,d as S}from"./chunk-UWUXWEOG.js";import"./chunk-J7KAM2PJ.js";import{a as f,b as k,c as w,d as T}from"./chunk-PIBOB5ND.js";import"./chunk-Z7DUUDFD.js";import"./chunk-E3QRU7F2.js";import"./chunk-TBJEEKWU.js";import{a as p}from"./chunk-GVROWKFA.js";import"./chunk-GS2Z72WH.js";import{a as d}from"./chunk-KVN6QS6D.js";import{a as c}from"./chunk-LW4U2VDV.js";import"./chunk-AWWF6DLG.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var q=d({type:"io.kestra.plugin.aws.s3.Trigger",title:"Runs the flow when objects come into an S3 bucket.",description:"Lists every `interval`, and fires for what is new or changed (`on`): each version of an object once, by its entity tag, also where `action` leaves it\nthere. The execution downloads the objects before its first task, then does `action`; an object that is gone by then is left out, and where all are gone nothing runs.",properties:c.Object({...k,...j,...w,...C,...x}),variables:c.Object({...E.properties,objects:c.Array(c.Object({...T.properties,changeType:P}),{description:"The objects, each with its `uri`."})}),examples:[{title:"Each file that comes in, then into the archive",code:`id: take_in
namespace: company.team
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: "{{ trigger.objects }}"
    tasks:
      - id: tell
        type: io.kestra.plugin.core.log.Log
        message: "{{ fromJson(taskrun.value).key }} is in {{ fromJson(taskrun.value).uri }}"
triggers:
  - id: incoming
    type: io.kestra.plugin.aws.s3.Trigger
    interval: PT15M
    accessKeyId: "{{ secret('AWS_ACCESS_KEY_ID') }}"
    secretKeyId: "{{ secret('AWS_SECRET_ACCESS_KEY') }}"
    region: eu-central-1
    bucket: my-bucket
    prefix: incoming/
    action: MOVE
    moveTo:
      key: archive
`}],toWorkflow:()=>({}),remembers:!0,async poll(n,t,m){let{bucket:i,on:h="CREATE_OR_UPDATE",stateTtl:r,maxFiles:s=25,action:g,moveTo:e}=n;v(g,e);let R=await p(n,t,async a=>{let o=[];for await(let b of f(a,n)){let{key:u,etag:F,lastModified:I}=b;u.endsWith("/")||o.push({key:`${i}/${u}`,version:F??I??"",object:b})}return o}),{news:l,more:W,remember:y}=O(R,m,{on:h,stateTtl:r,limit:s,now:Date.now()});return W&&t.log.warn(`there is more news in ${i} than the ${s} of \`maxFiles\`: the next poll finds the rest`),{...y===void 0?{}:{remember:y},...l.length===0?{}:{variables:{objects:l.map(({object:a,changeType:o})=>({...a,changeType:o}))},found:A(l.map(({object:a,changeType:o})=>({name:a.key,changeType:o})))}}},take(n,t,m){let i=_(n);return p(t,m,async h=>{let r=[];for await(let e of f(h,t))!e.key.endsWith("/")&&i.has(e.key)&&r.push(e);if(r.length===0)return;let s=await S(h,r,t,m),g=s.objects.map(e=>({...e,changeType:i.get(e.key)??"CREATE"}));return{...s,objects:g}})}});export{q as trigger};
