import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as y,b as g}from"./chunk-MZETTQUU.js";import{c,d as n}from"./chunk-YLRSPDQ2.js";import"./chunk-BOQP6RS5.js";import{d as h}from"./chunk-IZZJ7AD7.js";import{b as a}from"./chunk-RFO4DKW7.js";import"./chunk-BPHC5XPH.js";import"./chunk-WUQXK67W.js";import"./chunk-HDPZ23LC.js";import"./chunk-Z4TEHTEQ.js";import{b as s}from"./chunk-UN6PDSPH.js";import"./chunk-2WHB5JRO.js";import{a as l}from"./chunk-Q7HKJS7L.js";import"./chunk-NYSPXBBW.js";import"./chunk-GS2Z72WH.js";import{a as p}from"./chunk-KVN6QS6D.js";import{a as i}from"./chunk-GK35WNT7.js";import"./chunk-ZZZ3ZXDE.js";import"./chunk-AWWF6DLG.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var O=p({type:"io.kestra.plugin.gcp.bigquery.Trigger",title:"Runs the flow when a query on BigQuery has rows.",description:`Asks every \`interval\`, and fires each time that there are rows: nothing is remembered. Each poll is a query that BigQuery bills; the log
says what it read.

With FETCH and FETCH_ONE the poll hands the rows over, up to 60,000 characters on GitHub. With STORE the poll only looks; the query runs once more where
the execution runs, and starts nothing where the rows are gone by then.`,properties:i.Object({sql:i.String({description:"The SQL. It should only read."}),...h,...l}),variables:c,examples:[{title:"When a day has come in",code:`id: new_day
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
`}],toWorkflow:()=>({}),async poll(r,e){let t=await s(r,e),o={fetchType:a(r),hasAfter:!1};return y(o,u=>n(t,r,u,e))},async take(r,e,t){let o=await s(e,t);return g(await n(o,e,a(e),t))}});export{O as trigger};
