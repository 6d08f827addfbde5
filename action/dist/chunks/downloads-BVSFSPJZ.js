import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as u,b as k}from"./chunk-JTOKPQAH.js";import{b as g}from"./chunk-5I4JF5GJ.js";import"./chunk-Y5AUOMJX.js";import{a as w}from"./chunk-RTJC7SDF.js";import"./chunk-GRK4W6JA.js";import"./chunk-QUPSISRO.js";import"./chunk-L5ABMN5P.js";import{a as l,b as f,c as d,d as h}from"./chunk-UUFDUHNI.js";import{a as m,b as n,c as p}from"./chunk-4K3QB5GU.js";import"./chunk-OW4KZXQS.js";import"./chunk-YZCSB3MW.js";import{a as c}from"./chunk-NU3BYYJY.js";import{j as i}from"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import"./chunk-CX5YAHRP.js";import"./chunk-Z7DUUDFD.js";import{a as s}from"./chunk-RM3W4OMQ.js";import{a}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var A=s({type:"io.kestra.plugin.gcp.gcs.Downloads",title:"Download several objects of Cloud Storage into storage.",description:"What becomes of the objects afterwards happens when all of them are there.",properties:a.Object({...i,...l,...f,...d,...h,...w}),outputs:g,examples:[{title:"Take what has come in",code:`id: take_in
namespace: company.team
tasks:
  - id: files
    type: io.kestra.plugin.gcp.gcs.Downloads
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    from: gs://my-project-lake/incoming/
    action: MOVE
    moveDirectory: gs://my-project-lake/archive/
`}],async run(e,t){let{from:y,maxFiles:o=25}=e;u(e);let r=await c(e,t),{objects:j,more:P}=await p(n(m(r,e)),"FILES",o);return P&&t.log.warn(`there is more at ${y} than the ${o} of \`maxFiles\`; the rest is left where it is`),{outputs:await k(r,j,e,t)}}});export{A as downloads};
