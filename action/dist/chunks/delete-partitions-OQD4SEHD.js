import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as c,b as d}from"./chunk-LIKMCUNG.js";import"./chunk-66QBCBRL.js";import"./chunk-E5RYSEQC.js";import"./chunk-F67LSSHA.js";import"./chunk-WUQXK67W.js";import{b as l}from"./chunk-7LU66G7W.js";import{f as p}from"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import{a as s}from"./chunk-RM3W4OMQ.js";import{a as t}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var I=s({type:"io.kestra.plugin.gcp.bigquery.DeletePartitions",title:"Delete partitions of a BigQuery table.",properties:t.Object(d),outputs:t.Object({projectId:t.String(),datasetId:t.String(),table:t.String(),partitions:t.Array(t.String(),{description:"What was deleted."})}),examples:[{title:"Delete a month of days",code:`id: forget_a_month
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.gcp.bigquery.DeletePartitions
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    projectId: my-project
    dataset: taxi
    table: trips
    partitionType: DAY
    from: "2019-01-01T00:00"
    to: "2019-01-31T00:00"
`}],async run(a,o){let{dataset:r,table:i}=a,n=await l(a,o);try{let e=[...await c(n,a,o)];for(let m of e){let g=encodeURIComponent(`${i}$${m}`);await n.call({method:"DELETE",uri:`/datasets/${r}/tables/${g}`})}return o.metric({name:"size",type:"counter",value:e.length}),o.log.info(`deleted ${e.length} partitions of ${r}.${i}`),{outputs:{projectId:n.projectId,datasetId:r,table:i,partitions:e}}}catch(e){throw o.signal.throwIfAborted(),p(e,`delete partitions of ${r}.${i}`)}}});export{I as deletePartitions};
