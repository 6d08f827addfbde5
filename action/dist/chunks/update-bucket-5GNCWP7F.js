import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as n,b as i,c as s,d as r,e as u}from"./chunk-THXA6HBN.js";import{a as o}from"./chunk-NU3BYYJY.js";import"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import{a as c}from"./chunk-RM3W4OMQ.js";import{a}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var h=c({type:"io.kestra.plugin.gcp.gcs.UpdateBucket",title:"Change a Cloud Storage bucket.",description:"What is not given stays as it is. The location of a bucket cannot be changed.",properties:a.Object(s),outputs:r,examples:[{title:"Keep old versions, and delete objects after a year",code:`id: bucket_rules
namespace: company.team
tasks:
  - id: update
    type: io.kestra.plugin.gcp.gcs.UpdateBucket
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    name: my-project-lake
    versioningEnabled: true
    lifecycleRules:
      - condition:
          age: 365
        action:
          type: DELETE
`}],async run(e,p){let{name:t}=e,d=await o(e,p),m=await u(d,n(e),t);return{outputs:{bucket:i(m,t),created:!1,updated:!0}}}});export{h as updateBucket};
