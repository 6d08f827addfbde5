import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as s}from"./chunk-L6C5XVSF.js";import"./chunk-KLYSRMOY.js";import"./chunk-QUX2YNIV.js";import{a as n,b as c}from"./chunk-TCKJOAVW.js";import"./chunk-NS2XLPVV.js";import"./chunk-HDPZ23LC.js";import"./chunk-Z4TEHTEQ.js";import"./chunk-E5RYSEQC.js";import"./chunk-F67LSSHA.js";import"./chunk-WUQXK67W.js";import{b as a,c as p}from"./chunk-7LU66G7W.js";import"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import"./chunk-GS2Z72WH.js";import{a as i}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-ZZZ3ZXDE.js";import"./chunk-AWWF6DLG.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var g=i({type:"io.kestra.plugin.gcp.bigquery.Copy",title:"Copy BigQuery tables into another one.",properties:e.Object({...p,...n,...c,sourceTables:e.Array(e.String(),{description:"The tables.",minItems:1}),destinationTable:e.String({description:"Where they go: `project.dataset.table` or `dataset.table`."}),operationType:e.Optional(e.Unsafe({type:"string",enum:["COPY","SNAPSHOT","RESTORE","CLONE"],description:"A copy, a snapshot that cannot be changed, a table out of one, or a clone that shares storage."}))}),outputs:e.Object({jobId:e.Optional(e.String({description:"The job; left out for a dry run."}))}),interrupted:"reattach",examples:[{title:"Keep yesterday’s table",code:`id: keep_yesterday
namespace: company.team
tasks:
  - id: copy
    type: io.kestra.plugin.gcp.bigquery.Copy
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    sourceTables:
      - my-project.taxi.trips
    destinationTable: my-project.taxi.trips_yesterday
    writeDisposition: WRITE_TRUNCATE
`}],async run(t,o){let y=await a(t,o),r=await s(y,t,o);return{outputs:r===void 0?{}:{jobId:r}}}});export{g as copy};
