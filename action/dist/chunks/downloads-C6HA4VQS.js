import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as w,b as u}from"./chunk-OI7N3FOX.js";import{a as h}from"./chunk-OXDLZ7BK.js";import"./chunk-LUCOWXPK.js";import{b as g}from"./chunk-W4LYCFK4.js";import{a as p,b as l,c as f,d}from"./chunk-RYY7KQBT.js";import{a as m,b as n}from"./chunk-ZYUVV7HT.js";import"./chunk-XQORG3PR.js";import"./chunk-2SWH33Q4.js";import"./chunk-QNPBLLQI.js";import{a as c}from"./chunk-66ZHHZTI.js";import{c as i}from"./chunk-2WHB5JRO.js";import{a as s}from"./chunk-RM3W4OMQ.js";import{a}from"./chunk-GK35WNT7.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var x=s({type:"io.kestra.plugin.gcp.gcs.Downloads",title:"Download several objects of Cloud Storage into storage.",description:"What becomes of the objects afterwards happens when all of them are there.",properties:a.Object({...i,...p,...l,...f,...d,...h}),outputs:g,examples:[{title:"Take what has come in",code:`id: take_in
namespace: company.team
tasks:
  - id: files
    type: io.kestra.plugin.gcp.gcs.Downloads
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    from: gs://my-project-lake/incoming/
    action: MOVE
    moveDirectory: gs://my-project-lake/archive/
`}],async run(e,t){let{from:k,maxFiles:o=25}=e;w(e);let r=await c(e,t),{objects:y,more:j}=await n(m(r,e),"FILES",o);return j&&t.log.warn(`there is more at ${k} than the ${o} of \`maxFiles\`; the rest is left where it is`),{outputs:await u(r,y,e,t)}}});export{x as downloads};
