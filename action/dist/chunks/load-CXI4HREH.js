import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as f,b as y,c as b,d as g}from"./chunk-UHLUI4PX.js";import"./chunk-KP5JUQRB.js";import"./chunk-RFO4DKW7.js";import{a as p,e as u}from"./chunk-GU7ZHIQT.js";import"./chunk-ZZZ3ZXDE.js";import"./chunk-WUQXK67W.js";import"./chunk-HDPZ23LC.js";import{a as c}from"./chunk-MJWROYLX.js";import{a as d,c as m}from"./chunk-PWB25UJO.js";import"./chunk-URD5ZZXV.js";import{a as l}from"./chunk-RM3W4OMQ.js";import{a as r,f as n}from"./chunk-GK35WNT7.js";import"./chunk-AWWF6DLG.js";import{c as s}from"./chunk-ZTYQ7J6N.js";import"./chunk-HFHZAMUV.js";import{stat as j}from"node:fs/promises";var q=l({type:"io.kestra.plugin.gcp.bigquery.Load",title:"Load a file from storage into a BigQuery table.",description:"The file is streamed to BigQuery. Either every row is loaded or none; BigQuery names the rows that it does not take.",properties:r.Object({...f,from:n({description:"The file, in storage."}),failedOnEmpty:r.Optional(r.Boolean({description:"Fail where the file is empty.",default:!0}))}),outputs:b,interrupted:"reattach",examples:[{title:"Load a CSV file with a header",code:`id: load_orders
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
`}],async run(t,e){let a=await e.storage.localPath(t.from);if((await j(a)).size===0){if(t.failedOnEmpty===!1)return{outputs:{rows:0}};throw new s("BIGQUERY_EMPTY_FILE","expected rows to load, but the file is empty",{hint:"write `failedOnEmpty: false` where that is no error",retryable:!1})}let o=await d(t,e),h=c(t.destinationTable,o.projectId),i=y(t,o.projectId),w={configuration:{load:i},labels:p(e),rule:m(t),doing:`load into ${t.destinationTable}`,submit:({jobReference:E})=>o.upload(a,h,i,E)},T=await u(o,w,e);return{outputs:g(e,T,t.destinationTable,o.projectId)}}});export{q as load};
