import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as l}from"./chunk-L5ABMN5P.js";import{b as u}from"./chunk-ESHMWUWW.js";import{b as m,c as f,d as t}from"./chunk-YZCSB3MW.js";import{a as d}from"./chunk-NU3BYYJY.js";import{j as p}from"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import{a as n}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import{c as a}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var S=n({type:"io.kestra.plugin.gcp.gcs.Copy",title:"Copy or move an object of Cloud Storage.",description:"Google copies; nothing passes through this machine.",properties:e.Object({...p,from:e.String({description:"The object: `gs://bucket/name`."}),to:e.String({description:"Where it goes: `gs://bucket/name`."}),delete:e.Optional(e.Boolean({description:"Delete the source afterwards.",default:!1}))}),outputs:e.Object({uri:e.String({description:"Address of the copy."})}),examples:[{title:"Move a file into an archive",code:`id: archive
namespace: company.team
tasks:
  - id: move
    type: io.kestra.plugin.gcp.gcs.Copy
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    from: gs://my-project-lake/incoming/orders.csv
    to: gs://my-project-lake/archive/orders.csv
    delete: true
`}],async run(o,s){let r=m("from",o.from),i=f("to",o.to);if(t(r)===t(i))throw new a("GCS_SAME_OBJECT",`\`from\` and \`to\` should differ, but both are ${t(i)}`,{hint:"choose another address for the copy",retryable:!1});let c=await d(o,s),g=await l(c,r,i);return s.metric({name:"file.size",type:"counter",value:g}),o.delete===!0&&await u(c,r.bucket,r.name),{outputs:{uri:t(i)}}}});export{S as copy};
