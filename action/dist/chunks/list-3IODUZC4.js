import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as m}from"./chunk-JNC3UHBO.js";import{a as c,b as a,c as p,d as l}from"./chunk-PIBOB5ND.js";import"./chunk-Z7DUUDFD.js";import"./chunk-E3QRU7F2.js";import{a as r}from"./chunk-GVROWKFA.js";import"./chunk-GS2Z72WH.js";import{a as i}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-AWWF6DLG.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var d=i({type:"io.kestra.plugin.aws.s3.List",title:"List the objects of a bucket.",properties:e.Object({...a,...p}),outputs:e.Object({objects:e.Array(l,{description:"The objects, in the order of their keys."})}),examples:[{title:"The CSV files of a folder",code:`id: list_s3
namespace: company.team
tasks:
  - id: list
    type: io.kestra.plugin.aws.s3.List
    accessKeyId: "{{ secret('AWS_ACCESS_KEY_ID') }}"
    secretKeyId: "{{ secret('AWS_SECRET_ACCESS_KEY') }}"
    region: eu-central-1
    bucket: my-bucket
    prefix: taxi/
    regexp: .*\\.csv
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.list.objects | jq('.[].key') }}"
`}],async run(t,s){let o=await r(t,s,u=>m(t.maxFiles??25,c(u,t),s.log));return s.metric({name:"s3.objects.count",type:"counter",value:o.length}),{outputs:{objects:o}}}});export{d as list};
