import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as d}from"./chunk-ESHMWUWW.js";import{a as m,b as u}from"./chunk-UUFDUHNI.js";import{a as p}from"./chunk-4K3QB5GU.js";import"./chunk-OW4KZXQS.js";import"./chunk-YZCSB3MW.js";import{a as l}from"./chunk-NU3BYYJY.js";import{j as a}from"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import"./chunk-Z7DUUDFD.js";import{a as s}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import{c}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var k=s({type:"io.kestra.plugin.gcp.gcs.DeleteList",title:"Delete objects of a Cloud Storage bucket.",properties:e.Object({...a,...m,...u,errorOnEmpty:e.Optional(e.Boolean({description:"Fail where there is nothing to delete.",default:!1})),concurrent:e.Optional(e.Integer({description:"How many at once. Default one.",minimum:2}))}),outputs:e.Object({count:e.Integer({description:"How many were deleted."}),size:e.Integer({description:"Their bytes."})}),examples:[{title:"Empty a folder",code:`id: clean_up
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.gcp.gcs.DeleteList
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    from: gs://my-project-lake/scratch/
    listingType: RECURSIVE
    concurrent: 8
`}],async run(t,o){let n=await l(t,o),{count:r,size:i}=await d(n,p(n,t),o,t.concurrent??1);if(o.metric({name:"count",type:"counter",value:r}),o.metric({name:"size",type:"counter",value:i}),r===0&&t.errorOnEmpty===!0)throw new c("GCS_NOTHING_FOUND",`expected objects to delete at ${t.from}, found none`,{hint:"check `from`, `listingType` and `regExp`",retryable:!1});return o.log.info(`deleted ${r} objects, ${i} bytes`),{outputs:{count:r,size:i}}}});export{k as deleteList};
