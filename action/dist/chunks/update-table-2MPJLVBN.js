import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as m}from"./chunk-MR356F2T.js";import{a as l}from"./chunk-DXJ3W5VP.js";import{c as p}from"./chunk-TNPF2O45.js";import{b as c,c as n}from"./chunk-66QBCBRL.js";import"./chunk-QUX2YNIV.js";import"./chunk-TCKJOAVW.js";import"./chunk-NS2XLPVV.js";import"./chunk-HDPZ23LC.js";import"./chunk-Z4TEHTEQ.js";import"./chunk-F67LSSHA.js";import"./chunk-WUQXK67W.js";import{b as s}from"./chunk-7LU66G7W.js";import{f as i}from"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import"./chunk-GS2Z72WH.js";import{a as o}from"./chunk-RM3W4OMQ.js";import{a as r}from"./chunk-LW4U2VDV.js";import"./chunk-AWWF6DLG.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var k=o({type:"io.kestra.plugin.gcp.bigquery.UpdateTable",title:"Change a BigQuery table.",description:"What is not given stays as it is.",properties:r.Object(c),outputs:n,dryRunSql:p,examples:[{title:"Say what a table is for",code:`id: describe_table
namespace: company.team
tasks:
  - id: trips
    type: io.kestra.plugin.gcp.bigquery.UpdateTable
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    dataset: taxi
    table: trips
    description: One row for each trip
`}],async run(t,a){let b=await s(t,a),u=`/datasets/${t.dataset}/tables/${t.table}`;try{let e=m(t,Date.now());return{outputs:l(await b.call({method:"PATCH",uri:u,body:e}))}}catch(e){throw a.signal.throwIfAborted(),i(e,`change the table ${t.dataset}.${t.table}`)}}});export{k as updateTable};
