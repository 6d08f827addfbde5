import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as f,b as j}from"./chunk-KP5JUQRB.js";import"./chunk-RFO4DKW7.js";import{a as u,c as T,e as g}from"./chunk-GU7ZHIQT.js";import"./chunk-ZZZ3ZXDE.js";import"./chunk-WUQXK67W.js";import{a}from"./chunk-HDPZ23LC.js";import{a as n}from"./chunk-MJWROYLX.js";import{a as y,b as l,c as m}from"./chunk-PWB25UJO.js";import"./chunk-URD5ZZXV.js";import{a as b}from"./chunk-BIK2BVDC.js";import{a as d}from"./chunk-RM3W4OMQ.js";import{a as t}from"./chunk-GK35WNT7.js";import"./chunk-AWWF6DLG.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-HFHZAMUV.js";var q=d({type:"io.kestra.plugin.gcp.bigquery.Copy",title:"Copy BigQuery tables into another one.",properties:t.Object({...l,...f,...j,sourceTables:t.Array(t.String(),{description:"The tables.",minItems:1}),destinationTable:t.String({description:"Where they go: `project.dataset.table` or `dataset.table`."}),operationType:t.Optional(t.Unsafe({type:"string",enum:["COPY","SNAPSHOT","RESTORE","CLONE"],description:"A copy, a snapshot that cannot be changed, a table out of one, or a clone that shares storage."}))}),outputs:t.Object({jobId:t.Optional(t.String({description:"The job; left out for a dry run."}))}),interrupted:"reattach",examples:[{title:"Keep yesterday’s table",code:`id: keep_yesterday
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
`}],async run(e,o){let r=await y(e,o),{jobTimeout:s,dryRun:p=!1}=e,O={configuration:a({copy:a({sourceTables:e.sourceTables.map(C=>n(C,r.projectId)),destinationTable:n(e.destinationTable,r.projectId),writeDisposition:e.writeDisposition,createDisposition:e.createDisposition,operationType:e.operationType}),jobTimeoutMs:s===void 0?void 0:String(b("jobTimeout",s))}),labels:{...u(o),...e.labels},rule:m(e),doing:`copy to ${e.destinationTable}`,dryRun:p},i=await g(r,O,o);T(o,i,{project_id:i.jobReference?.projectId??"",location:i.jobReference?.location??""});let c=i.jobReference?.jobId;return{outputs:c===void 0||p?{}:{jobId:c}}}});export{q as copy};
