import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as d}from"./chunk-XQORG3PR.js";import{b as l}from"./chunk-2SWH33Q4.js";import{b as s,c as o}from"./chunk-QNPBLLQI.js";import{a as f}from"./chunk-66ZHHZTI.js";import{c as m}from"./chunk-2WHB5JRO.js";import{a as p}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-GK35WNT7.js";import{c as n}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var O=p({type:"io.kestra.plugin.gcp.gcs.Copy",title:"Copy or move an object of Cloud Storage.",description:"Google copies; nothing passes through this machine.",properties:e.Object({...m,from:e.String({description:"The object: `gs://bucket/name`."}),to:e.String({description:"Where it goes: `gs://bucket/name`."}),delete:e.Optional(e.Boolean({description:"Delete the source afterwards.",default:!1}))}),outputs:e.Object({uri:e.String({description:"Address of the copy."})}),examples:[{title:"Move a file into an archive",code:`id: archive
namespace: company.team
tasks:
  - id: move
    type: io.kestra.plugin.gcp.gcs.Copy
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    from: gs://my-project-lake/incoming/orders.csv
    to: gs://my-project-lake/archive/orders.csv
    delete: true
`}],async run(t,c){let r=s("from",t.from),i=s("to",t.to);if(o(r)===o(i))throw new n("GCS_SAME_OBJECT",`\`from\` and \`to\` should differ, but both are ${o(i)}`,{hint:"choose another address for the copy",retryable:!1});let a=await f(t,c),u=await d(a,r,i);return c.metric({name:"file.size",type:"counter",value:u}),t.delete===!0&&await l(a,r.bucket,r.name),{outputs:{uri:o(i)}}}});export{O as copy};
