import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as p}from"./chunk-B7KM65VU.js";import{a as n}from"./chunk-Q2DSMZ7R.js";import{b as c,c as l}from"./chunk-OS4BPW4I.js";import"./chunk-HDPZ23LC.js";import{b as i}from"./chunk-UN6PDSPH.js";import{h as s}from"./chunk-2WHB5JRO.js";import"./chunk-GS2Z72WH.js";import{a as r}from"./chunk-RM3W4OMQ.js";import{a as o}from"./chunk-GK35WNT7.js";import"./chunk-AWWF6DLG.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var w=r({type:"io.kestra.plugin.gcp.bigquery.UpdateTable",title:"Change a BigQuery table.",description:"What is not given stays as it is.",properties:o.Object(c),outputs:l,examples:[{title:"Say what a table is for",code:`id: describe_table
namespace: company.team
tasks:
  - id: trips
    type: io.kestra.plugin.gcp.bigquery.UpdateTable
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    dataset: taxi
    table: trips
    description: One row for each trip
`}],async run(t,a){let b=await i(t,a),m=`/datasets/${t.dataset}/tables/${t.table}`;try{let e=p(t,Date.now());return{outputs:n(await b.call({method:"PATCH",uri:m,body:e}))}}catch(e){throw a.signal.throwIfAborted(),s(e,`change the table ${t.dataset}.${t.table}`)}}});export{w as updateTable};
