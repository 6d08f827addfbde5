import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as c}from"./chunk-GSDTRHZY.js";import{a as p}from"./chunk-Q2DSMZ7R.js";import{b,c as d}from"./chunk-5GJ7KNVF.js";import"./chunk-HDPZ23LC.js";import{b as m}from"./chunk-MJWROYLX.js";import{a as n}from"./chunk-PWB25UJO.js";import{h as s}from"./chunk-URD5ZZXV.js";import"./chunk-BIK2BVDC.js";import{a as l}from"./chunk-RM3W4OMQ.js";import{a as i}from"./chunk-GK35WNT7.js";import"./chunk-AWWF6DLG.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-HFHZAMUV.js";var I=l({type:"io.kestra.plugin.gcp.bigquery.CreateTable",title:"Make a BigQuery table, a view or an external table.",properties:i.Object(b),outputs:d,examples:[{title:"A table that is partitioned by day",code:`id: make_table
namespace: company.team
tasks:
  - id: trips
    type: io.kestra.plugin.gcp.bigquery.CreateTable
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    dataset: taxi
    table: trips
    tableDefinition:
      type: TABLE
      schema:
        fields:
          - {name: pickup, type: TIMESTAMP}
          - {name: amount, type: NUMERIC}
      standardTableDefinition:
        timePartitioning:
          type: DAY
          field: pickup
`}],async run(t,a){let r=await n(t,a),o=m(t.dataset,r.projectId),u={tableReference:{...o,tableId:t.table},...c(t,Date.now())};try{let e=`/datasets/${o.datasetId}/tables`;return{outputs:p(await r.call({method:"POST",uri:e,body:u}))}}catch(e){throw a.signal.throwIfAborted(),s(e,`make the table ${t.dataset}.${t.table}`)}}});export{I as createTable};
