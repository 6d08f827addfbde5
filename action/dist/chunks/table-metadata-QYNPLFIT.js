import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as p}from"./chunk-DXJ3W5VP.js";import{a as n,c as u}from"./chunk-66QBCBRL.js";import"./chunk-HDPZ23LC.js";import{b as l}from"./chunk-7LU66G7W.js";import{e as s,f as i}from"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import{a as r}from"./chunk-RM3W4OMQ.js";import{a}from"./chunk-LW4U2VDV.js";import"./chunk-AWWF6DLG.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var R=r({type:"io.kestra.plugin.gcp.bigquery.TableMetadata",title:"Read what BigQuery knows of a table.",properties:a.Object({...n,ifNotExists:a.Optional(a.Unsafe({type:"string",enum:["ERROR","SKIP"],default:"ERROR",description:"Where there is no such table: fail, or answer nothing."}))}),outputs:u,examples:[{title:"How many rows there are",code:`id: count_rows
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
`}],async run(t,o){let c=await l(t,o);try{let e=`/datasets/${t.dataset}/tables/${t.table}`;return{outputs:p(await c.call({uri:e}))}}catch(e){if(o.signal.throwIfAborted(),t.ifNotExists==="SKIP"&&s(e).status===404)return{outputs:{}};throw i(e,`look at the table ${t.dataset}.${t.table}`)}}});export{R as tableMetadata};
