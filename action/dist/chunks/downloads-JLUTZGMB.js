import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as k}from"./chunk-6USZWOLD.js";import{a as y}from"./chunk-CAIM2H4U.js";import{a as f,b,c as h}from"./chunk-FLNLN44D.js";import{a as d}from"./chunk-GILXKMVE.js";import"./chunk-BIK2BVDC.js";import{a as u}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-GK35WNT7.js";import"./chunk-AWWF6DLG.js";import{c as l}from"./chunk-ZTYQ7J6N.js";import"./chunk-HFHZAMUV.js";var m={action:e.Optional(e.Unsafe({type:"string",enum:["MOVE","DELETE","NONE"],description:"What becomes of the objects afterwards. Default NONE: they stay."})),moveTo:e.Optional(e.Object({bucket:e.Optional(e.String({description:"Default: the same bucket."})),key:e.String({description:"The folder that they go to, under the names that they have."})},{description:"Where MOVE puts them.",additionalProperties:!1}))},j=e.Object({...m,bucket:e.String()});async function O(t,{action:o="NONE",moveTo:n,bucket:r},c){if(o!=="NONE"){if(o==="MOVE"&&n===void 0)throw new l("S3_MOVE_TO","action MOVE expects `moveTo`, but there is none",{hint:"Add `moveTo: {bucket: …, key: archive}`.",retryable:!1});for(let{key:a}of c){if(n!==void 0&&o==="MOVE"){let i=`${n.key.replace(/\/+$/,"")}/${a.slice(a.lastIndexOf("/")+1)}`;await y(t,{bucket:r,key:a},{bucket:n.bucket??r,key:i})}let p=new t.sdk.DeleteObjectCommand({Bucket:r,Key:a});await t.client.send(p,{abortSignal:t.signal})}}}var _=u({type:"io.kestra.plugin.aws.s3.Downloads",title:"Download several objects of a bucket, then leave, delete or move them.",properties:e.Object({...b,...m}),outputs:e.Object({objects:e.Array(h,{description:"The objects, each with its `uri`."}),outputFiles:e.Record(e.String(),e.String(),{description:"URIs by key."})}),examples:[{title:"A folder that is emptied into an archive",code:`id: inbox
namespace: company.team
tasks:
  - id: take
    type: io.kestra.plugin.aws.s3.Downloads
    accessKeyId: "{{ secret('AWS_ACCESS_KEY_ID') }}"
    secretKeyId: "{{ secret('AWS_SECRET_ACCESS_KEY') }}"
    region: eu-central-1
    bucket: my-bucket
    prefix: inbox/
    action: MOVE
    moveTo:
      bucket: my-bucket
      key: archive
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.take.outputFiles }}"
`}],async run(t,o){let{bucket:n}=t;return d(t,o,async r=>{let c=[],a={};for await(let i of f(r,t)){if(i.key.endsWith("/"))continue;let{uri:s}=await k(r,{...t,bucket:n,key:i.key},o);c.push({...i,uri:s}),a[i.key]=s}o.metric({name:"files.count",type:"counter",value:c.length});let p=c.reduce((i,{size:s})=>i+s,0);return o.metric({name:"files.size.total",type:"counter",value:p}),await O(r,t,c),{outputs:{objects:c,outputFiles:a}}})}});export{_ as downloads};
