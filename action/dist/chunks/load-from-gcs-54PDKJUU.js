import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as m,b as c,c as l,d as p}from"./chunk-ZYP5VWOA.js";import{b as s,e as d}from"./chunk-KLYSRMOY.js";import"./chunk-TCKJOAVW.js";import"./chunk-NS2XLPVV.js";import"./chunk-HDPZ23LC.js";import"./chunk-Z4TEHTEQ.js";import"./chunk-E5RYSEQC.js";import"./chunk-F67LSSHA.js";import"./chunk-WUQXK67W.js";import{b as a,d as n}from"./chunk-7LU66G7W.js";import"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import{a as i}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-ZZZ3ZXDE.js";import"./chunk-AWWF6DLG.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var L=i({type:"io.kestra.plugin.gcp.bigquery.LoadFromGcs",title:"Load objects of Cloud Storage into a BigQuery table.",description:"BigQuery reads them itself; nothing passes through this machine. Either every row is loaded or none.",properties:e.Object({...m,from:e.Array(e.String(),{description:"Their addresses; `*` stands for any text.",minItems:1})}),outputs:l,interrupted:"reattach",examples:[{title:"Load the files of a month",code:`id: load_month
namespace: company.team
tasks:
  - id: load
    type: io.kestra.plugin.gcp.bigquery.LoadFromGcs
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    from:
      - gs://my-project-lake/trips/2019-01-*.csv
    destinationTable: my-project.taxi.trips
    format: CSV
    csvOptions:
      skipLeadingRows: 1
    autodetect: true
    writeDisposition: WRITE_TRUNCATE
`}],async run(o,t){let r=await a(o,t),u={configuration:{load:{...c(o,r.projectId),sourceUris:o.from}},labels:s(t),rule:n(o),doing:`load into ${o.destinationTable}`},f=await d(r,u,t);return{outputs:p(t,f,o.destinationTable,r.projectId)}}});export{L as loadFromGcs};
