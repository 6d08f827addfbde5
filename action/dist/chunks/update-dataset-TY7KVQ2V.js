import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as p,b as d,c as m,d as u}from"./chunk-SCL5Q6QV.js";import"./chunk-Z4TEHTEQ.js";import{b as c}from"./chunk-UN6PDSPH.js";import{h as n}from"./chunk-2WHB5JRO.js";import{a as i}from"./chunk-RM3W4OMQ.js";import{a as s}from"./chunk-GK35WNT7.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var w=i({type:"io.kestra.plugin.gcp.bigquery.UpdateDataset",title:"Change a BigQuery data set.",description:"What is not given stays as it is. The location of a data set cannot be changed.",properties:s.Object(m),outputs:u,examples:[{title:"Let new tables live for a week",code:`id: scratch
namespace: company.team
tasks:
  - id: update
    type: io.kestra.plugin.gcp.bigquery.UpdateDataset
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    name: scratch
    defaultTableLifetime: 604800000
`}],async run(t,a){let o=await c(t,a),{location:l,...r}=p(t,o.projectId);try{let e=`/datasets/${r.datasetReference.datasetId}`;return{outputs:d(await o.call({method:"PATCH",uri:e,body:r}))}}catch(e){throw a.signal.throwIfAborted(),n(e,`change the data set ${t.name}`)}}});export{w as updateDataset};
