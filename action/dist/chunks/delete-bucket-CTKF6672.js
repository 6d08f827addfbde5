import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as d}from"./chunk-ESHMWUWW.js";import{a as m}from"./chunk-4K3QB5GU.js";import"./chunk-OW4KZXQS.js";import"./chunk-YZCSB3MW.js";import{a as p}from"./chunk-NU3BYYJY.js";import{e as n,f as l,j as u}from"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import"./chunk-Z7DUUDFD.js";import{a}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var O=a({type:"io.kestra.plugin.gcp.gcs.DeleteBucket",title:"Delete a Cloud Storage bucket.",properties:e.Object({...u,name:e.String({description:"The bucket’s name."}),force:e.Optional(e.Boolean({description:"Delete its objects first, old versions too. Without, a bucket has to be empty.",default:!1}))}),outputs:e.Object({bucket:e.String({description:"Its name."}),bucketUri:e.String({description:"`gs://<name>`"})}),examples:[{title:"Delete a bucket with all that is in it",code:`id: remove_bucket
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.gcp.gcs.DeleteBucket
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    name: my-project-scratch
    force: true
`}],async run(s,r){let{name:t,force:f=!1}=s,c=await p(s,r);if(f){let o=m(c,{from:`gs://${t}`,listingType:"RECURSIVE",allVersions:!0}),{count:i}=await d(c,o,r);r.log.info(`deleted ${i} objects`)}try{await c.bucket(t).delete()}catch(o){let i=n(o).status===409;throw l(o,`delete the bucket ${t}`,i?"Write `force: true` to delete its objects too.":void 0)}return{outputs:{bucket:t,bucketUri:`gs://${t}`}}}});export{O as deleteBucket};
