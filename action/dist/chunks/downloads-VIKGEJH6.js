import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as p,c,d as l}from"./chunk-YGEBDSIH.js";import"./chunk-JT6IQNLY.js";import{a as s,b as m}from"./chunk-WUXDW7HZ.js";import"./chunk-CAIM2H4U.js";import{a as r}from"./chunk-O3GO6MEA.js";import"./chunk-GS2Z72WH.js";import{a as i}from"./chunk-RM3W4OMQ.js";import{a}from"./chunk-GK35WNT7.js";import"./chunk-AWWF6DLG.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var w=i({type:"io.kestra.plugin.aws.s3.Downloads",title:"Download several objects of a bucket, then leave, delete or move them.",properties:a.Object({...m,...p}),outputs:c,examples:[{title:"A folder that is emptied into an archive",code:`id: inbox
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
`}],run:(e,t)=>r(e,t,async o=>({outputs:await l(o,s(o,e),e,t)}))});export{w as downloads};
