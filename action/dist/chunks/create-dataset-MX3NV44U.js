import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as f,b as i,c as h,d as y}from"./chunk-WO3KEBEI.js";import"./chunk-Z4TEHTEQ.js";import{b as l}from"./chunk-7LU66G7W.js";import{e as p,f as o}from"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import{a as u}from"./chunk-RM3W4OMQ.js";import{a as r}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var O=u({type:"io.kestra.plugin.gcp.bigquery.CreateDataset",title:"Make a BigQuery data set.",properties:r.Object({...h,ifExists:r.Optional(r.Unsafe({type:"string",enum:["ERROR","UPDATE","SKIP"],default:"ERROR",description:"Where there is such a data set already: fail, change it, or leave it."}))}),outputs:y,examples:[{title:"A data set that may be there already",code:`id: dataset
namespace: company.team
tasks:
  - id: create
    type: io.kestra.plugin.gcp.bigquery.CreateDataset
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    name: taxi
    location: EU
    ifExists: SKIP
`}],async run(c,e){let{name:a,ifExists:n="ERROR"}=c,s=await l(c,e),d=f(c,s.projectId);try{let t=await s.call({method:"POST",uri:"/datasets",body:d});return e.log.info(`made the data set ${a}`),{outputs:i(t)}}catch(t){if(e.signal.throwIfAborted(),p(t).status!==409)throw o(t,`make the data set ${a}`);if(n==="ERROR")throw o(t,`make the data set ${a}`,E)}let m=`/datasets/${d.datasetReference.datasetId}`;try{return n==="UPDATE"?{outputs:i(await s.call({method:"PATCH",uri:m,body:d}))}:(e.log.info(`there is a data set ${a} already; it stays as it is`),{outputs:i(await s.call({uri:m}))})}catch(t){throw e.signal.throwIfAborted(),o(t,`${n==="UPDATE"?"change":"look at"} the data set ${a}`)}}}),E="Write `ifExists: SKIP` or `ifExists: UPDATE`, or choose another name.";export{O as createDataset};
