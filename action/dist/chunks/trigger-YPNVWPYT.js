import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as y,b as d}from"./chunk-MZETTQUU.js";import{a as m,b as s}from"./chunk-WSPDU6Y3.js";import"./chunk-BOQP6RS5.js";import{b as c}from"./chunk-TNPF2O45.js";import{a as p}from"./chunk-KLYSRMOY.js";import"./chunk-QUX2YNIV.js";import{d as u}from"./chunk-TCKJOAVW.js";import{d as a}from"./chunk-NS2XLPVV.js";import"./chunk-HDPZ23LC.js";import"./chunk-Z4TEHTEQ.js";import"./chunk-E5RYSEQC.js";import"./chunk-F67LSSHA.js";import"./chunk-WUQXK67W.js";import{b as n}from"./chunk-7LU66G7W.js";import"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import{a as g}from"./chunk-3K734UHQ.js";import"./chunk-O52CSQUH.js";import"./chunk-GS2Z72WH.js";import{a as l}from"./chunk-KVN6QS6D.js";import{a as o}from"./chunk-LW4U2VDV.js";import"./chunk-ZZZ3ZXDE.js";import"./chunk-AWWF6DLG.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var{destinationTable:A,writeDisposition:F,createDisposition:v,schemaUpdateOptions:H,clusteringFields:N,timePartitioningField:I,timePartitioningType:U,rangePartitioningField:L,rangePartitioningStart:Q,rangePartitioningEnd:W,rangePartitioningInterval:x,allowLargeResults:D,dryRun:j,...T}=u,B=l({type:"io.kestra.plugin.gcp.bigquery.Trigger",title:"Runs the flow when a query on BigQuery has rows.",description:`Asks every \`interval\`, and fires each time that there are rows: nothing is remembered. Each poll is a query that BigQuery bills; the log
says what it read.

With FETCH and FETCH_ONE the poll hands the rows over, up to 60,000 characters on GitHub. With STORE the poll only looks; the query runs once more where
the execution runs, and starts nothing where the rows are gone by then.`,properties:o.Object({sql:o.String({description:"The SQL. It should only read."}),...T,...g}),variables:m,dryRunSql:c,examples:[{title:"When a day has come in",code:`id: new_day
namespace: company.team
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ trigger.row.trips }} trips of today"
triggers:
  - id: today
    type: io.kestra.plugin.gcp.bigquery.Trigger
    interval: PT1H
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    sql: |
      SELECT COUNT(*) AS trips FROM taxi.trips
      WHERE DATE(pickup) = CURRENT_DATE() HAVING COUNT(*) > 0
    fetchType: FETCH_ONE
    stopAfter: [SUCCESS]
`}],toWorkflow:()=>({}),async poll(t,e){let r=await n(t,e),i={fetchType:a(t),hasAfter:!1};return y(i,f=>s(r,h(t,e),f,e))},async take(t,e,r){let i=await n(e,r);return d(await s(i,h(e,r),a(e),r))}});function h(t,e){return{...t,labels:{...p(e),...t.labels}}}export{B as trigger};
