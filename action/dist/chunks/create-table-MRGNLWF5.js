import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as d}from"./chunk-B7KM65VU.js";import{a as b}from"./chunk-Q2DSMZ7R.js";import{b as p,c}from"./chunk-OS4BPW4I.js";import"./chunk-HDPZ23LC.js";import{b as m}from"./chunk-Z4TEHTEQ.js";import{b as n}from"./chunk-UN6PDSPH.js";import{h as s}from"./chunk-2WHB5JRO.js";import"./chunk-GS2Z72WH.js";import{a as l}from"./chunk-RM3W4OMQ.js";import{a as i}from"./chunk-GK35WNT7.js";import"./chunk-AWWF6DLG.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var I=l({type:"io.kestra.plugin.gcp.bigquery.CreateTable",title:"Make a BigQuery table, a view or an external table.",properties:i.Object(p),outputs:c,examples:[{title:"A table that is partitioned by day",code:`id: make_table
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
`}],async run(t,a){let r=await n(t,a),o=m(t.dataset,r.projectId),u={tableReference:{...o,tableId:t.table},...d(t,Date.now())};try{let e=`/datasets/${o.datasetId}/tables`;return{outputs:b(await r.call({method:"POST",uri:e,body:u}))}}catch(e){throw a.signal.throwIfAborted(),s(e,`make the table ${t.dataset}.${t.table}`)}}});export{I as createTable};
