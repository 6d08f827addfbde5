import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as p,b as c,c as l,d as h,e as b}from"./chunk-THXA6HBN.js";import{a as m}from"./chunk-NU3BYYJY.js";import{e as u,f as s}from"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import{a as f}from"./chunk-RM3W4OMQ.js";import{a as o}from"./chunk-LW4U2VDV.js";import{c as k}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var G=f({type:"io.kestra.plugin.gcp.gcs.CreateBucket",title:"Make a Cloud Storage bucket.",properties:o.Object({...l,ifExists:o.Optional(o.Unsafe({type:"string",enum:["ERROR","UPDATE","SKIP"],default:"ERROR",description:"Where there is such a bucket already: fail, change it, or leave it."}))}),outputs:h,examples:[{title:"A bucket that may be there already",code:`id: bucket
namespace: company.team
tasks:
  - id: create
    type: io.kestra.plugin.gcp.gcs.CreateBucket
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    name: my-project-lake
    location: EU
    ifExists: SKIP
`}],async run(a,r){let{name:t,ifExists:e="ERROR"}=a,i=await m(a,r),n=p(a),d=await R(i,t);if(d===void 0){let E=await C(i,n,t);return r.log.info(`made the bucket ${t}`),{outputs:{bucket:c(E,t),created:!0,updated:!1}}}if(e==="ERROR")throw B(t);if(e==="SKIP")return r.log.info(`there is a bucket ${t} already; it stays as it is`),{outputs:{bucket:c(d,t),created:!1,updated:!1}};let g=await b(i,n,t);return{outputs:{bucket:c(g,t),created:!1,updated:!0}}}});async function R(a,r){try{let[t]=await a.bucket(r).getMetadata();return t}catch(t){let{status:e}=u(t);if(e===404)return;throw e===403?s(t,`look at the bucket ${r}`,y):s(t,`look at the bucket ${r}`)}}async function C(a,r,t){try{let[,e]=await a.createBucket(t,r);return e}catch(e){throw s(e,`make the bucket ${t}`,u(e).status===409?y:void 0)}}var y="Somebody else may have a bucket of this name: names are shared by all of Google’s customers. Choose another one.";function B(a){return new k("GCP_CONFLICT",`expected that there is no bucket ${a} yet, but there is`,{hint:"write `ifExists: SKIP` or `ifExists: UPDATE`, or choose another name",retryable:!1})}export{G as createBucket};
