import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as T,b as $}from"./chunk-LIKMCUNG.js";import"./chunk-66QBCBRL.js";import{a as g}from"./chunk-L6C5XVSF.js";import"./chunk-KLYSRMOY.js";import"./chunk-QUX2YNIV.js";import{a as h,b}from"./chunk-TCKJOAVW.js";import"./chunk-NS2XLPVV.js";import"./chunk-HDPZ23LC.js";import"./chunk-Z4TEHTEQ.js";import"./chunk-E5RYSEQC.js";import"./chunk-F67LSSHA.js";import"./chunk-WUQXK67W.js";import{b as y}from"./chunk-7LU66G7W.js";import{f as u}from"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import"./chunk-GS2Z72WH.js";import{a as f}from"./chunk-RM3W4OMQ.js";import{a as t}from"./chunk-LW4U2VDV.js";import"./chunk-ZZZ3ZXDE.js";import"./chunk-AWWF6DLG.js";import{c as m}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var R=f({type:"io.kestra.plugin.gcp.bigquery.CopyPartitions",title:"Copy partitions of a BigQuery table into another table.",description:"One job for all of them: either every partition is copied or none.",properties:t.Object({...$,...h,...b,destinationTable:t.String({description:"Where they go: `project.dataset.table` or `dataset.table`."}),skipEmpty:t.Optional(t.Boolean({description:"Succeed where no partition lies in the window.",default:!1}))}),outputs:t.Object({projectId:t.String(),datasetId:t.String(),table:t.String(),partitions:t.Array(t.String(),{description:"What was copied."}),jobId:t.Optional(t.String({description:"The job; left out for a dry run, and where there was none."}))}),interrupted:"reattach",examples:[{title:"Keep a month apart",code:`id: keep_a_month
namespace: company.team
tasks:
  - id: copy
    type: io.kestra.plugin.gcp.bigquery.CopyPartitions
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    dataset: taxi
    table: trips
    partitionType: DAY
    from: "2019-01-01T00:00"
    to: "2019-01-31T00:00"
    destinationTable: my-project.taxi.trips_january
    writeDisposition: WRITE_TRUNCATE
`}],async run(o,e){let{dataset:i,table:r,from:s,to:d}=o,a=await y(o,e),n=await T(a,o,e).catch(p=>{throw e.signal.throwIfAborted(),u(p,`list the partitions of ${i}.${r}`)});e.metric({name:"size",type:"counter",value:n.length});let c={projectId:a.projectId,datasetId:i,table:r,partitions:[...n]};if(n.length===0){if(o.skipEmpty!==!0)throw j(`${i}.${r}`,s,d);return e.log.info(`no partition of ${i}.${r} lies between ${s} and ${d}: nothing is copied`),{outputs:c}}let w=n.map(p=>`${a.projectId}.${i}.${r}$${p}`),l=await g(a,{...o,sourceTables:w},e);return e.log.info(`copied ${n.length} partitions of ${i}.${r} to ${o.destinationTable}`),{outputs:{...c,...l===void 0?{}:{jobId:l}}}}});function j(o,e,i){return new m("BIGQUERY_NO_PARTITIONS",`expected partitions of ${o} between ${e} and ${i}, but there are none`,{hint:"look at `from`, `to` and `partitionType`, or write `skipEmpty: true`",retryable:!1})}export{R as copyPartitions};
