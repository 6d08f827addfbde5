import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as y,b as k}from"./chunk-AWTIEESM.js";import{a as p,b as u,c as d}from"./chunk-TBJEEKWU.js";import{a,c as l}from"./chunk-GVROWKFA.js";import"./chunk-GS2Z72WH.js";import{a as s}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-AWWF6DLG.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var I=s({type:"io.kestra.plugin.aws.s3.Copy",title:"Copy an object to another key or bucket.",description:"S3 copies by itself; nothing is downloaded.",properties:e.Object({from:e.Object({bucket:e.String({description:"Bucket."}),key:e.String({description:"Key."}),versionId:e.Optional(e.String({description:"Version. Default: the newest."}))},{description:"What to copy.",additionalProperties:!1}),to:e.Optional(e.Object({bucket:e.Optional(e.String({description:"Bucket. Default: that of `from`."})),key:e.Optional(e.String({description:"Key. Default: that of `from`."})),...u},{description:"Where to.",additionalProperties:!1})),delete:e.Optional(e.Boolean({description:"Delete the source afterwards: a move.",default:!1})),...l}),outputs:e.Object({bucket:e.String({description:"Bucket of the copy."}),key:e.String({description:"Key of the copy."}),...y}),examples:[{title:"Into another bucket",code:`id: copy_s3
namespace: company.team
tasks:
  - id: copy
    type: io.kestra.plugin.aws.s3.Copy
    accessKeyId: "{{ secret('AWS_ACCESS_KEY_ID') }}"
    secretKeyId: "{{ secret('AWS_SECRET_ACCESS_KEY') }}"
    region: eu-central-1
    from:
      bucket: my-bucket
      key: taxi/trips.csv
    to:
      bucket: my-archive
`}],async run({from:t,to:o={},...r},c){let n={bucket:o.bucket??t.bucket,key:o.key??t.key};return a({...r,bucket:t.bucket},c,async i=>{let b=await p(i,t,n,d(o));if(r.delete===!0){let f=t.versionId===void 0?{}:{VersionId:t.versionId},m=new i.sdk.DeleteObjectCommand({Bucket:t.bucket,Key:t.key,...f});await i.client.send(m,{abortSignal:c.signal})}return{outputs:{...n,...k(b)}}})}});export{I as copy};
