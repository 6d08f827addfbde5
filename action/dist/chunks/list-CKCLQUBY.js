import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as u,c as b}from"./chunk-5I4JF5GJ.js";import{a as c,b as n,c as f}from"./chunk-UUFDUHNI.js";import{a as p,c as m}from"./chunk-4K3QB5GU.js";import"./chunk-OW4KZXQS.js";import"./chunk-YZCSB3MW.js";import{a as l}from"./chunk-NU3BYYJY.js";import{j as a}from"./chunk-5QNXMYGL.js";import"./chunk-MGQROBU6.js";import"./chunk-Z7DUUDFD.js";import{a as r}from"./chunk-RM3W4OMQ.js";import{a as t}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var L=r({type:"io.kestra.plugin.gcp.gcs.List",title:"List objects of a Cloud Storage bucket.",properties:t.Object({...a,...c,...n,...f,filter:t.Optional(t.Unsafe({type:"string",enum:["FILES","DIRECTORY","BOTH"],default:"BOTH",description:"Files, folders, or both."}))}),outputs:t.Object({blobs:t.Array(u,{description:"What was found."})}),examples:[{title:"The CSV files of a month",code:`id: files_of_a_month
namespace: company.team
tasks:
  - id: list
    type: io.kestra.plugin.gcp.gcs.List
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    from: gs://my-project-lake/trips/
    listingType: RECURSIVE
    regExp: '.*2019-01.*[.]csv'
    maxFiles: 1000
`}],async run(e,s){let{from:g,filter:y="BOTH",maxFiles:o=25}=e,d=await l(e,s),{objects:i,more:h}=await m(p(d,e),y,o);return h&&s.log.warn(`there is more at ${g} than the ${o} of \`maxFiles\`; the rest is left out`),s.metric({name:"size",type:"counter",value:i.length}),{outputs:{blobs:i.map(b)}}}});export{L as list};
