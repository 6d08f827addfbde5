import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as n}from"./chunk-Q2DSMZ7R.js";import{a as u,c as p}from"./chunk-5GJ7KNVF.js";import"./chunk-HDPZ23LC.js";import{a as s}from"./chunk-PWB25UJO.js";import{g as i,h as l}from"./chunk-URD5ZZXV.js";import{a as r}from"./chunk-RM3W4OMQ.js";import{a}from"./chunk-GK35WNT7.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-HFHZAMUV.js";var R=r({type:"io.kestra.plugin.gcp.bigquery.TableMetadata",title:"Read what BigQuery knows of a table.",properties:a.Object({...u,ifNotExists:a.Optional(a.Unsafe({type:"string",enum:["ERROR","SKIP"],default:"ERROR",description:"Where there is no such table: fail, or answer nothing."}))}),outputs:p,examples:[{title:"How many rows there are",code:`id: count_rows
namespace: company.team
tasks:
  - id: trips
    type: io.kestra.plugin.gcp.bigquery.TableMetadata
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    dataset: taxi
    table: trips
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.trips.numRows }} trips"
`}],async run(t,o){let c=await s(t,o);try{let e=`/datasets/${t.dataset}/tables/${t.table}`;return{outputs:n(await c.call({uri:e}))}}catch(e){if(o.signal.throwIfAborted(),t.ifNotExists==="SKIP"&&i(e).status===404)return{outputs:{}};throw l(e,`look at the table ${t.dataset}.${t.table}`)}}});export{R as tableMetadata};
