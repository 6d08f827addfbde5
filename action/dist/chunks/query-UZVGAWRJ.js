import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as f,b as h,c as g,d as T}from"./chunk-YLRSPDQ2.js";import"./chunk-BOQP6RS5.js";import{d as l}from"./chunk-IZZJ7AD7.js";import{b as d}from"./chunk-RFO4DKW7.js";import{d as y,e as m}from"./chunk-BPHC5XPH.js";import"./chunk-WUQXK67W.js";import"./chunk-HDPZ23LC.js";import"./chunk-Z4TEHTEQ.js";import{b as a,d as p}from"./chunk-UN6PDSPH.js";import{g as c}from"./chunk-2WHB5JRO.js";import"./chunk-GS2Z72WH.js";import{a as u}from"./chunk-RM3W4OMQ.js";import{a as s}from"./chunk-GK35WNT7.js";import"./chunk-ZZZ3ZXDE.js";import"./chunk-AWWF6DLG.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";async function R(t,r){let e=await a(t,r),A=e.location===void 0?{}:{location:e.location},E={...h(t,e.projectId),dryRun:!0};try{let i=await e.call({method:"POST",uri:"/jobs",body:{configuration:E,jobReference:A}}),o=f(i.statistics,!0);return{property:"sql",...o===void 0?{}:{note:o}}}catch(i){r.signal.throwIfAborted();let{status:o,message:n,reason:S}=c(i);if(o!==400&&o!==404)throw m(i,"check the query",void 0,p(t));let b=y(n);return{property:"sql",fault:{message:`BigQuery: ${n}`,maybe:S==="notFound",...b}}}}var U=u({type:"io.kestra.plugin.gcp.bigquery.Query",title:"Run SQL on BigQuery.",description:"One statement, or a script of several; then `statements` has what each came to.\n\nThe job's id follows from the task run: a process that dies while BigQuery works finds its job again on resume, and waits for\nit instead of running the SQL a second time. A task that is killed cancels its job. The log says how much the query read and\nwhat that costs at the list price; `dryRun` says so without running it.",properties:s.Object({sql:s.String({description:"The SQL."}),...l}),outputs:g,interrupted:"reattach",dryRunSql:R,examples:[{title:"Make a table out of another one",code:`id: daily_totals
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
`}],async run(t,r){let e=await a(t,r);return{outputs:await T(e,t,d(t),r)}}});export{U as query};
