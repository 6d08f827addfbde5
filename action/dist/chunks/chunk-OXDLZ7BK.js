import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as n}from"./chunk-LUCOWXPK.js";import{b as s}from"./chunk-QNPBLLQI.js";import{a as c}from"./chunk-66ZHHZTI.js";import{c as a}from"./chunk-2WHB5JRO.js";import{a as i}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-GK35WNT7.js";var u={validateChecksum:e.Optional(e.Boolean({description:"Compare what came with the checksum that Cloud Storage keeps.",default:!1}))},w=i({type:"io.kestra.plugin.gcp.gcs.Download",title:"Download an object of Cloud Storage into storage.",properties:e.Object({...a,from:e.String({description:"The object: `gs://bucket/name`."}),...u}),outputs:e.Object({bucket:e.String(),path:e.String({description:"The object’s name."}),uri:e.String({description:"Address of the file in storage."})}),examples:[{title:"Download a file and count its lines",code:`id: count_lines
namespace: company.team
tasks:
  - id: orders
    type: io.kestra.plugin.gcp.gcs.Download
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    from: gs://my-project-lake/orders.csv
  - id: lines
    type: io.kestra.plugin.core.storage.Size
    uri: "{{ outputs.orders.uri }}"
`}],async run(t,o){let r=s("from",t.from),p=await c(t,o),{uri:m,size:l}=await n(p,r,t.validateChecksum??!1,o);return o.metric({name:"file.size",type:"counter",value:l}),{outputs:{bucket:r.bucket,path:r.name,uri:m}}}});export{u as a,w as b};
