import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as d}from"./chunk-JT6IQNLY.js";import{a as g}from"./chunk-JNC3UHBO.js";import{a as y,b}from"./chunk-WUXDW7HZ.js";import{a as c}from"./chunk-YLQ4ZLO2.js";import{a as u}from"./chunk-O3GO6MEA.js";import"./chunk-GS2Z72WH.js";import{a as m}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-GK35WNT7.js";import"./chunk-AWWF6DLG.js";import{c as f}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var i={uri:e.String({description:"Where it was stored."}),contentLength:e.Integer({description:"Bytes."}),contentType:e.Optional(e.String({description:"MIME type."})),metadata:e.Record(e.String(),e.String(),{description:"Metadata of the object."}),...c},{filter:C,...S}=b,F=m({type:"io.kestra.plugin.aws.s3.Download",title:"Download an object of a bucket, or several.",description:"With `key` alone one object; with `prefix`, `delimiter` or `regexp` all that they choose, up to `maxFiles`.",properties:e.Object({key:e.Optional(e.String({description:"Key of the object."})),versionId:e.Optional(e.String({description:"Version of the object. Default: the newest."})),maxFiles:e.Optional(e.Integer({description:"At most so many of several objects.",default:25,minimum:1})),...S}),outputs:e.Object({uri:e.Optional(i.uri),contentLength:e.Optional(i.contentLength),contentType:i.contentType,metadata:e.Optional(i.metadata),...c,files:e.Optional(e.Record(e.String(),e.Object(i),{description:"Of several objects each, by key."}))}),examples:[{title:"One object",code:`id: from_s3
namespace: company.team
tasks:
  - id: download
    type: io.kestra.plugin.aws.s3.Download
    accessKeyId: "{{ secret('AWS_ACCESS_KEY_ID') }}"
    secretKeyId: "{{ secret('AWS_SECRET_ACCESS_KEY') }}"
    region: eu-central-1
    bucket: my-bucket
    key: taxi/trips.csv
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.download.contentLength }} bytes in {{ outputs.download.uri }}"
`}],async run(o,n){let{key:r,prefix:h,delimiter:w,regexp:O}=o,l=h!==void 0||w!==void 0||O!==void 0;if(!l&&r===void 0)throw new f("S3_NO_KEY","expected `key`, or one of `prefix`, `delimiter` and `regexp`, but there is none",{hint:"Add `key: path/to/file` for one object, or `prefix: path/to/` for a folder.",retryable:!1});return u(o,n,async a=>{let p=({contentLength:t})=>n.metric({name:"file.size",type:"counter",value:t});if(!l&&r!==void 0){let t=await d(a,{...o,key:r},n);return p(t),{outputs:t}}let j=y(a,{...o,filter:"FILES"}),s={};for(let t of await g(o.maxFiles??25,j,n.log)){let{versionId:v,...k}=o;s[t.key]=await d(a,{...k,key:t.key},n)}return Object.values(s).forEach(p),{outputs:{files:s}}})}});export{F as download};
