import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as u,b as k}from"./chunk-YLQ4ZLO2.js";import{a as y}from"./chunk-CAIM2H4U.js";import{a as d,c as S}from"./chunk-O3GO6MEA.js";import"./chunk-GS2Z72WH.js";import{a as p}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-GK35WNT7.js";import"./chunk-AWWF6DLG.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var w=p({type:"io.kestra.plugin.aws.s3.Copy",title:"Copy an object to another key or bucket.",description:"S3 copies by itself; nothing is downloaded.",properties:e.Object({from:e.Object({bucket:e.String({description:"Bucket."}),key:e.String({description:"Key."}),versionId:e.Optional(e.String({description:"Version. Default: the newest."}))},{description:"What to copy.",additionalProperties:!1}),to:e.Optional(e.Object({bucket:e.Optional(e.String({description:"Bucket. Default: that of `from`."})),key:e.Optional(e.String({description:"Key. Default: that of `from`."})),serverSideEncryption:e.Optional(e.Unsafe({type:"string",enum:["NONE","AES256","AWS_KMS"],description:"Encryption by the server. Default: the bucket’s."})),kmsKeyId:e.Optional(e.String({description:"Key of AWS_KMS."}))},{description:"Where to.",additionalProperties:!1})),delete:e.Optional(e.Boolean({description:"Delete the source afterwards: a move.",default:!1})),...S}),outputs:e.Object({bucket:e.String({description:"Bucket of the copy."}),key:e.String({description:"Key of the copy."}),...u}),examples:[{title:"Into another bucket",code:`id: copy_s3
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
`}],async run({from:t,to:o={},...n},r){let c={bucket:o.bucket??t.bucket,key:o.key??t.key},{serverSideEncryption:s="NONE",kmsKeyId:a}=o,l=s==="NONE"?{}:{ServerSideEncryption:s==="AES256"?"AES256":"aws:kms",...a===void 0?{}:{SSEKMSKeyId:a}};return d({...n,bucket:t.bucket},r,async i=>{let b=await y(i,t,c,l);if(n.delete===!0){let f=t.versionId===void 0?{}:{VersionId:t.versionId},m=new i.sdk.DeleteObjectCommand({Bucket:t.bucket,Key:t.key,...f});await i.client.send(m,{abortSignal:r.signal})}return{outputs:{...c,...k(b)}}})}});export{w as copy};
