import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as c}from"./chunk-Z4TEHTEQ.js";import{b as l,c as m}from"./chunk-7LU66G7W.js";import{e as i,f as d}from"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import{a as n}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var C=n({type:"io.kestra.plugin.gcp.bigquery.DeleteDataset",title:"Delete a BigQuery data set.",properties:e.Object({...m,name:e.String({description:"The data set’s name."}),deleteContents:e.Optional(e.Boolean({description:"Its tables too. Without, it has to be empty.",default:!1}))}),outputs:e.Object({dataset:e.String({description:"Its name."})}),examples:[{title:"Delete a data set with its tables",code:`id: remove
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.gcp.bigquery.DeleteDataset
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    name: scratch
    deleteContents: true
`}],async run(t,o){let r=await l(t,o),{datasetId:s}=c(t.name,r.projectId);try{let a={deleteContents:t.deleteContents??!1};await r.call({method:"DELETE",uri:`/datasets/${s}`,query:a})}catch(a){o.signal.throwIfAborted();let p=i(a).reason==="resourceInUse";throw d(a,`delete the data set ${t.name}`,p?"Write `deleteContents: true`.":void 0)}return{outputs:{dataset:s}}}});export{C as deleteDataset};
