import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as m,b as u,c as l,d as g}from"./chunk-WO3KEBEI.js";import"./chunk-Z4TEHTEQ.js";import{b as p}from"./chunk-7LU66G7W.js";import{f as d}from"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import{a as r}from"./chunk-RM3W4OMQ.js";import{a as i}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var k=r({type:"io.kestra.plugin.gcp.bigquery.UpdateDataset",title:"Change a BigQuery data set.",description:"What is not given stays as it is. The location of a data set cannot be changed.",properties:i.Object(l),outputs:g,examples:[{title:"Let new tables live for a week",code:`id: scratch
namespace: company.team
tasks:
  - id: update
    type: io.kestra.plugin.gcp.bigquery.UpdateDataset
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    name: scratch
    defaultTableLifetime: 604800000
`}],async run(t,e){let s=await p(t,e),{location:h,...c}=m(t,s.projectId);try{let a=`/datasets/${c.datasetReference.datasetId}`,o=await s.call({method:"PATCH",uri:a,body:c}),{location:n}=t;return n!==void 0&&o.location?.toLowerCase()!==n.toLowerCase()&&e.log.warn(`the data set ${t.name} lies in ${o.location??"no place that is known"}, not in ${n}: that cannot be changed`),{outputs:u(o)}}catch(a){throw e.signal.throwIfAborted(),d(a,`change the data set ${t.name}`)}}});export{k as updateDataset};
