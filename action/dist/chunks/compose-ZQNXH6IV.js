import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as j}from"./chunk-UUFDUHNI.js";import{a as d,c as b}from"./chunk-3ZQNDRT7.js";import"./chunk-OW4KZXQS.js";import{c as g,d as c}from"./chunk-YZCSB3MW.js";import{a as h}from"./chunk-UBRJVX5B.js";import{d as u,j as f}from"./chunk-MW7I3SGC.js";import"./chunk-Z7DUUDFD.js";import{a as m}from"./chunk-RM3W4OMQ.js";import{a as t}from"./chunk-LW4U2VDV.js";import{c as l}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var a=32,_=m({type:"io.kestra.plugin.gcp.gcs.Compose",title:"Join objects of Cloud Storage to one.",description:`Google joins them, in the order of their names; nothing passes through this machine. At most ${a}, in one bucket.`,properties:t.Object({...u,list:t.Object({...j,filter:t.Optional(t.Unsafe({type:"string",enum:["FILES","DIRECTORY","BOTH"],default:"BOTH",description:"Without effect: files only."}))},{description:"Which objects.",additionalProperties:!1}),to:t.String({description:"Where the whole goes: `gs://bucket/name`."}),allowEmpty:t.Optional(t.Boolean({description:"Do nothing where there are none.",default:!1}))}),outputs:t.Object({uri:t.Optional(t.String({description:"Address of the whole."}))}),examples:[{title:"Join the parts of an export",code:`id: join_parts
namespace: company.team
tasks:
  - id: join
    type: io.kestra.plugin.gcp.gcs.Compose
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    list:
      from: gs://my-project-lake/export/
      regExp: '.*/part-.*[.]csv'
    to: gs://my-project-lake/export/all.csv
`}],async run(e,r){let o=g("to",e.to),i=await h(e,r),{objects:s,more:y}=await b(d(i,e.list),"FILES",a);if(y)throw k(`expected at most ${a} objects at ${e.list.from}, found more`,"join them in steps");if(s.length===0){if(e.allowEmpty===!0)return{outputs:{}};throw k(`expected objects at ${e.list.from}, found none`,"check `list`, or write `allowEmpty: true`")}let p=i.bucket(o.bucket).file(o.name);try{await i.bucket(o.bucket).combine(s.map(({name:O})=>i.bucket(o.bucket).file(O)),p);let[{size:n}]=await p.getMetadata();r.metric({name:"count",type:"counter",value:s.length}),r.metric({name:"size",type:"counter",value:Number(n??0)})}catch(n){throw f(n,`join ${s.length} objects to ${c(o)}`)}return{outputs:{uri:c(o)}}}});function k(e,r){return new l("GCS_COMPOSE",e,{hint:r,retryable:!1})}export{_ as compose};
