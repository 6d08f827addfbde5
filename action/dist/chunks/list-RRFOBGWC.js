import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as m}from"./chunk-JNC3UHBO.js";import{a as r,b as c,c as a}from"./chunk-WUXDW7HZ.js";import{a as i}from"./chunk-O3GO6MEA.js";import"./chunk-GS2Z72WH.js";import{a as o}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-GK35WNT7.js";import"./chunk-AWWF6DLG.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var j=o({type:"io.kestra.plugin.aws.s3.List",title:"List the objects of a bucket.",properties:e.Object({...c,maxFiles:e.Optional(e.Integer({description:"At most so many objects.",default:25,minimum:1}))}),outputs:e.Object({objects:e.Array(a,{description:"The objects, in the order of their keys."})}),examples:[{title:"The CSV files of a folder",code:`id: list_s3
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
`}],async run(t,s){return{outputs:{objects:await i(t,s,p=>m(t.maxFiles??25,r(p,t),s.log))}}}});export{j as list};
