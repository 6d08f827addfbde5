import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as T,b as $}from"./chunk-WDY6RY2H.js";import"./chunk-OS4BPW4I.js";import{a as g}from"./chunk-64NGCTG3.js";import{a as h,b}from"./chunk-IZZJ7AD7.js";import"./chunk-RFO4DKW7.js";import"./chunk-BPHC5XPH.js";import"./chunk-WUQXK67W.js";import"./chunk-HDPZ23LC.js";import"./chunk-Z4TEHTEQ.js";import{b as u}from"./chunk-UN6PDSPH.js";import{h as y}from"./chunk-2WHB5JRO.js";import"./chunk-GS2Z72WH.js";import{a as f}from"./chunk-RM3W4OMQ.js";import{a as t}from"./chunk-GK35WNT7.js";import"./chunk-ZZZ3ZXDE.js";import"./chunk-AWWF6DLG.js";import{c as m}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var R=f({type:"io.kestra.plugin.gcp.bigquery.CopyPartitions",title:"Copy partitions of a BigQuery table into another table.",description:"One job for all of them: either every partition is copied or none.",properties:t.Object({...$,...h,...b,destinationTable:t.String({description:"Where they go: `project.dataset.table` or `dataset.table`."}),skipEmpty:t.Optional(t.Boolean({description:"Succeed where no partition lies in the window.",default:!1}))}),outputs:t.Object({projectId:t.String(),datasetId:t.String(),table:t.String(),partitions:t.Array(t.String(),{description:"What was copied."}),jobId:t.Optional(t.String({description:"The job; left out for a dry run, and where there was none."}))}),interrupted:"reattach",examples:[{title:"Keep a month apart",code:`id: keep_a_month
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
`}],async run(e,o){let{dataset:i,table:r,from:s,to:c}=e,a=await u(e,o),n=await T(a,e).catch(p=>{throw o.signal.throwIfAborted(),y(p,`list the partitions of ${i}.${r}`)});o.metric({name:"size",type:"counter",value:n.length});let d={projectId:a.projectId,datasetId:i,table:r,partitions:[...n]};if(n.length===0){if(e.skipEmpty!==!0)throw j(`${i}.${r}`,s,c);return o.log.info(`no partition of ${i}.${r} lies between ${s} and ${c}: nothing is copied`),{outputs:d}}let w=n.map(p=>`${a.projectId}.${i}.${r}$${p}`),l=await g(a,{...e,sourceTables:w},o);return o.log.info(`copied ${n.length} partitions of ${i}.${r} to ${e.destinationTable}`),{outputs:{...d,...l===void 0?{}:{jobId:l}}}}});function j(e,o,i){return new m("BIGQUERY_NO_PARTITIONS",`expected partitions of ${e} between ${o} and ${i}, but there are none`,{hint:"look at `from`, `to` and `partitionType`, or write `skipEmpty: true`",retryable:!1})}export{R as copyPartitions};
