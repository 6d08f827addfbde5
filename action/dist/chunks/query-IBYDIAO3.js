import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as p,b as c}from"./chunk-WSPDU6Y3.js";import"./chunk-BOQP6RS5.js";import{b as n}from"./chunk-TNPF2O45.js";import"./chunk-KLYSRMOY.js";import"./chunk-QUX2YNIV.js";import{d as s}from"./chunk-TCKJOAVW.js";import{d as r}from"./chunk-NS2XLPVV.js";import"./chunk-HDPZ23LC.js";import"./chunk-Z4TEHTEQ.js";import"./chunk-E5RYSEQC.js";import"./chunk-F67LSSHA.js";import"./chunk-WUQXK67W.js";import{b as o}from"./chunk-7LU66G7W.js";import"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import"./chunk-GS2Z72WH.js";import{a}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-ZZZ3ZXDE.js";import"./chunk-AWWF6DLG.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var E=a({type:"io.kestra.plugin.gcp.bigquery.Query",title:"Run SQL on BigQuery.",description:"One statement, or a script of several; then `statements` has what each came to.\n\nThe job's id follows from the task run: a process that dies while BigQuery works finds its job again on resume, and waits for\nit instead of running the SQL a second time. A task that is killed cancels its job. The log says how much the query read and\nwhat that costs on demand at the list price of US and EU ($6.25 a TiB; other locations have their own; the first TiB of a month is free, which the\nlog cannot know; a reservation is paid by its slots). `dryRun` says so without running it, and `maximumBytesBilled` sets a limit.",properties:e.Object({sql:e.String({description:"The SQL."}),...s}),outputs:p,interrupted:"reattach",dryRunSql:n,examples:[{title:"Make a table out of another one",code:`id: daily_totals
namespace: company.team
tasks:
  - id: totals
    type: io.kestra.plugin.gcp.bigquery.Query
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    sql: |
      SELECT DATE(pickup) AS day, SUM(amount) AS total
      FROM \`my-project.taxi.trips\`
      GROUP BY day
    destinationTable: my-project.taxi.daily_totals
    writeDisposition: WRITE_TRUNCATE
`},{title:"A value from outside goes into a parameter, never into the SQL",code:`id: trips_of_a_day
namespace: company.team
inputs:
  - id: day
    type: DATE
tasks:
  - id: trips
    type: io.kestra.plugin.gcp.bigquery.Query
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    sql: SELECT * FROM taxi.trips WHERE DATE(pickup) = CAST(@day AS DATE)
    parameters:
      day: "{{ inputs.day }}"
    fetchType: STORE
`}],async run(t,i){let u=await o(t,i);return{outputs:await c(u,t,r(t),i)}}});export{E as query};
