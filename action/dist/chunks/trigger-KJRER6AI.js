import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as j,b as T,c as E}from"./chunk-UZ4RR5TZ.js";import{a as S,b as O}from"./chunk-Q7HKJS7L.js";import"./chunk-NYSPXBBW.js";import{a as k,b as y,c as w,d as v}from"./chunk-YGEBDSIH.js";import"./chunk-JT6IQNLY.js";import{a as h,b}from"./chunk-WUXDW7HZ.js";import"./chunk-CAIM2H4U.js";import{a as l}from"./chunk-O3GO6MEA.js";import"./chunk-GS2Z72WH.js";import{a as u}from"./chunk-KVN6QS6D.js";import{a as c}from"./chunk-GK35WNT7.js";import"./chunk-AWWF6DLG.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var N=u({type:"io.kestra.plugin.aws.s3.Trigger",title:"Runs the flow when objects come into an S3 bucket.",description:"Lists every `interval`, and fires for what is new or changed (`on`): each version of an object once, by its entity tag, also where `action` leaves it\nthere. The execution downloads the objects before its first task, then does `action`; an object that is gone by then is left out, and where all are gone nothing runs.",properties:c.Object({...b,...k,maxFiles:c.Optional(c.Integer({description:"At most so many at once; the next poll finds the rest.",default:25,minimum:1})),...S,...O}),variables:w,examples:[{title:"Each file that comes in, then into the archive",code:`id: take_in
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
`}],toWorkflow:()=>({}),remembers:!0,async poll(o,e,r){let{bucket:s,on:a="CREATE_OR_UPDATE",stateTtl:i,maxFiles:t=25,action:_,moveTo:A}=o;y(_,A);let x=await l(o,e,async n=>{let g=[];for await(let p of h(n,o)){let{key:d,etag:P,lastModified:I}=p;d.endsWith("/")||g.push({key:`${s}/${d}`,version:P??I??"",object:p})}return g}),{news:m,more:C,remember:f}=j(x,r,{on:a,stateTtl:i,limit:t,now:Date.now()});return C&&e.log.warn(`there is more news in ${s} than the ${t} of \`maxFiles\`: the next poll finds the rest`),{...f===void 0?{}:{remember:f},...m.length===0?{}:{variables:{objects:m.map(({object:n})=>n)},found:T(m.map(({object:n})=>n.key))}}},take(o,e,r){let s=E(o);return l(e,r,async a=>{let i=[];for await(let t of h(a,e))!t.key.endsWith("/")&&s.has(t.key)&&i.push(t);return i.length===0?void 0:v(a,i,e,r)})}});export{N as trigger};
