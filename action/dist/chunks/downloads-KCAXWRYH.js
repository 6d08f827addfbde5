import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as c,c as u,d}from"./chunk-UWUXWEOG.js";import"./chunk-J7KAM2PJ.js";import{a as n}from"./chunk-JNC3UHBO.js";import{a as s,b as p,c as l}from"./chunk-PIBOB5ND.js";import"./chunk-Z7DUUDFD.js";import{c as m}from"./chunk-E3QRU7F2.js";import"./chunk-TBJEEKWU.js";import{a as i}from"./chunk-GVROWKFA.js";import"./chunk-GS2Z72WH.js";import{a as r}from"./chunk-RM3W4OMQ.js";import{a}from"./chunk-LW4U2VDV.js";import"./chunk-AWWF6DLG.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var _=r({type:"io.kestra.plugin.aws.s3.Downloads",title:"Download several objects of a bucket, then leave, delete or move them.",properties:a.Object({...p,...l,...c,...m}),outputs:u,examples:[{title:"A folder that is emptied into an archive",code:`id: inbox
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
`}],run:(e,t)=>i(e,t,async o=>{let k=await n(e.maxFiles??25,s(o,e),t.log);return{outputs:await d(o,k,e,t)}})});export{_ as downloads};
