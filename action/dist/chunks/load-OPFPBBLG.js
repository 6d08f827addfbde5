import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as g,b as y,c as b,d as h}from"./chunk-ZYP5VWOA.js";import{b as p,e as f}from"./chunk-KLYSRMOY.js";import"./chunk-TCKJOAVW.js";import"./chunk-NS2XLPVV.js";import"./chunk-HDPZ23LC.js";import{a as u}from"./chunk-Z4TEHTEQ.js";import"./chunk-E5RYSEQC.js";import"./chunk-F67LSSHA.js";import"./chunk-WUQXK67W.js";import{b as m,d as c}from"./chunk-7LU66G7W.js";import"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import{a as d}from"./chunk-RM3W4OMQ.js";import{a,h as l}from"./chunk-LW4U2VDV.js";import"./chunk-ZZZ3ZXDE.js";import"./chunk-AWWF6DLG.js";import{c as n}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";import{stat as E}from"node:fs/promises";var U=d({type:"io.kestra.plugin.gcp.bigquery.Load",title:"Load a file from storage into a BigQuery table.",description:"The file is streamed to BigQuery; one of Cloud Storage (`gs://`) it reads itself. Either every row is loaded or none; BigQuery names the rows that it does not take.",properties:a.Object({...g,from:l({description:"The file, in storage; or an object `gs://bucket/name`, as LoadFromGcs takes it."}),failedOnEmpty:a.Optional(a.Boolean({description:"Fail where the file is empty.",default:!0}))}),outputs:b,interrupted:"reattach",examples:[{title:"Load a CSV file with a header",code:`id: load_orders
namespace: company.team
tasks:
  - id: orders
    type: io.kestra.plugin.core.http.Download
    uri: https://example.com/orders.csv
  - id: load
    type: io.kestra.plugin.gcp.bigquery.Load
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    from: "{{ outputs.orders.uri }}"
    destinationTable: my-project.shop.orders
    format: CSV
    autodetect: true
    csvOptions:
      skipLeadingRows: 1
`}],async run(t,o){let r=t.from.startsWith("gs://"),s=r?"":await o.storage.localPath(t.from);if(!r&&(await E(s)).size===0){if(t.failedOnEmpty===!1)return{outputs:{rows:0}};throw new n("BIGQUERY_EMPTY_FILE","expected rows to load, but the file is empty",{hint:"write `failedOnEmpty: false` where that is no error",retryable:!1})}let e=await m(t,o),w=u(t.destinationTable,e.projectId),i=y(t,e.projectId),T={configuration:{load:r?{...i,sourceUris:[t.from]}:i},labels:p(o),rule:c(t),doing:`load into ${t.destinationTable}`,...r?{}:{submit:({jobReference:k})=>e.upload(s,w,i,k)}},j=await f(e,T,o);return{outputs:h(o,j,t.destinationTable,e.projectId)}}});export{U as load};
