import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as l}from"./chunk-GSDTRHZY.js";import{a as c}from"./chunk-Q2DSMZ7R.js";import{b as n,c as p}from"./chunk-5GJ7KNVF.js";import"./chunk-HDPZ23LC.js";import{a as i}from"./chunk-PWB25UJO.js";import{h as s}from"./chunk-URD5ZZXV.js";import"./chunk-BIK2BVDC.js";import{a as r}from"./chunk-RM3W4OMQ.js";import{a as o}from"./chunk-GK35WNT7.js";import"./chunk-AWWF6DLG.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-HFHZAMUV.js";var w=r({type:"io.kestra.plugin.gcp.bigquery.UpdateTable",title:"Change a BigQuery table.",description:"What is not given stays as it is.",properties:o.Object(n),outputs:p,examples:[{title:"Say what a table is for",code:`id: describe_table
namespace: company.team
tasks:
  - id: trips
    type: io.kestra.plugin.gcp.bigquery.UpdateTable
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    dataset: taxi
    table: trips
    description: One row for each trip
`}],async run(t,a){let b=await i(t,a),m=`/datasets/${t.dataset}/tables/${t.table}`;try{let e=l(t,Date.now());return{outputs:c(await b.call({method:"PATCH",uri:m,body:e}))}}catch(e){throw a.signal.throwIfAborted(),s(e,`change the table ${t.dataset}.${t.table}`)}}});export{w as updateTable};
