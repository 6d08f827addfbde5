import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as l}from"./chunk-ESHMWUWW.js";import{b as c,d as o}from"./chunk-YZCSB3MW.js";import{a as d}from"./chunk-NU3BYYJY.js";import{j as a}from"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import{a as n}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import{c as s}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var j=n({type:"io.kestra.plugin.gcp.gcs.Delete",title:"Delete an object of Cloud Storage.",properties:e.Object({...a,uri:e.String({description:"The object: `gs://bucket/name`."}),errorOnMissing:e.Optional(e.Boolean({description:"Fail where there is none.",default:!1}))}),outputs:e.Object({uri:e.String({description:"Its address."}),deleted:e.Boolean({description:"Whether there was one."})}),examples:[{title:"Delete a file",code:`id: delete_file
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.gcp.gcs.Delete
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    uri: gs://my-project-lake/orders.csv
`}],async run(r,p){let t=c("uri",r.uri),u=await d(r,p),i=await l(u,t.bucket,t.name);if(!i&&r.errorOnMissing===!0)throw new s("GCP_NOT_FOUND",`expected an object at ${o(t)}, found none`,{hint:"check the address, or leave out `errorOnMissing`",retryable:!1});return{outputs:{uri:o(t),deleted:i}}}});export{j as deleteOne};
