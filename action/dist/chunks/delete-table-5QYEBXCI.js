import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as c}from"./chunk-66QBCBRL.js";import{b as s}from"./chunk-7LU66G7W.js";import{f as p}from"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import{a as l}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var y=l({type:"io.kestra.plugin.gcp.bigquery.DeleteTable",title:"Delete a BigQuery table.",properties:e.Object(c),outputs:e.Object({projectId:e.String(),datasetId:e.String(),table:e.String()}),examples:[{title:"Delete a table",code:`id: drop_table
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.gcp.bigquery.DeleteTable
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    dataset: taxi
    table: trips_staging
`}],async run(a,o){let{dataset:t,table:r}=a,i=await s(a,o);try{await i.call({method:"DELETE",uri:`/datasets/${t}/tables/${encodeURIComponent(r)}`})}catch(d){throw o.signal.throwIfAborted(),p(d,`delete the table ${t}.${r}`)}return{outputs:{projectId:i.projectId,datasetId:t,table:r}}}});export{y as deleteTable};
