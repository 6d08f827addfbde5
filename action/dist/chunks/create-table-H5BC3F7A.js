import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as u}from"./chunk-MR356F2T.js";import{a as d}from"./chunk-DXJ3W5VP.js";import{c as b}from"./chunk-TNPF2O45.js";import{b as p,c}from"./chunk-66QBCBRL.js";import"./chunk-QUX2YNIV.js";import"./chunk-TCKJOAVW.js";import"./chunk-NS2XLPVV.js";import"./chunk-HDPZ23LC.js";import{b as s}from"./chunk-Z4TEHTEQ.js";import"./chunk-F67LSSHA.js";import"./chunk-WUQXK67W.js";import{b as m}from"./chunk-7LU66G7W.js";import{f as l}from"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import"./chunk-GS2Z72WH.js";import{a as n}from"./chunk-RM3W4OMQ.js";import{a as i}from"./chunk-LW4U2VDV.js";import"./chunk-AWWF6DLG.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var A=n({type:"io.kestra.plugin.gcp.bigquery.CreateTable",title:"Make a BigQuery table, a view or an external table.",properties:i.Object(p),outputs:c,dryRunSql:b,examples:[{title:"A table that is partitioned by day",code:`id: make_table
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
`}],async run(t,a){let r=await m(t,a),o=s(t.dataset,r.projectId),y={tableReference:{...o,tableId:t.table},...u(t,Date.now())};try{let e=`/datasets/${o.datasetId}/tables`;return{outputs:d(await r.call({method:"POST",uri:e,body:y}))}}catch(e){throw a.signal.throwIfAborted(),l(e,`make the table ${t.dataset}.${t.table}`)}}});export{A as createTable};
