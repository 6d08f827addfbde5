import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as f}from"./chunk-CRVPFWN7.js";import{a}from"./chunk-RM3W4OMQ.js";import{a as o}from"./chunk-LW4U2VDV.js";import{c as s}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";import{Readable as u}from"node:stream";var k=a({type:"io.kestra.plugin.core.storage.Concat",aliases:["io.kestra.core.tasks.storages.Concat"],title:"Join stored files into one.",description:"Streams: files of any size take little memory. The separator stands behind each file, the last one too.",properties:o.Object({files:o.Union([o.Array(o.String()),o.String()],{description:"URIs of stored files, in order: a list, or the JSON text of one."}),separator:o.Optional(o.String({description:"A text to put behind each file. Default: none."})),extension:o.Optional(o.String({description:"Extension of the new file.",default:".tmp"}))}),outputs:o.Object({uri:o.String({description:"URI of the new file."})}),examples:[{title:"Join two downloads",code:`id: join_files
namespace: company.team
tasks:
  - id: january
    type: io.kestra.plugin.core.http.Download
    uri: https://example.com/2024-01.csv
  - id: february
    type: io.kestra.plugin.core.http.Download
    uri: https://example.com/2024-02.csv
  - id: both
    type: io.kestra.plugin.core.storage.Concat
    extension: .csv
    files:
      - "{{ outputs.january.uri }}"
      - "{{ outputs.february.uri }}"
`}],async run({files:t,separator:e,extension:r=".tmp"},n){let i=u.from(d(l(t),e,n),{objectMode:!1});return{outputs:{uri:await n.storage.put(`concat${f(r)}`,i)}}}});function l(t){if(typeof t!="string")return t;let e;try{e=JSON.parse(t)}catch(r){throw c(t,r)}if(Array.isArray(e)&&e.every(r=>typeof r=="string"))return e;throw c(t)}function c(t,e){let r=t.length>80?`${t.slice(0,80)}…`:t;return new s("FILES_INVALID",`files: expected a list of URIs, got ${JSON.stringify(r)}`,{retryable:!1,hint:"write a YAML list, or let the template render to a JSON list of texts",...e===void 0?{}:{cause:e}})}async function*d(t,e,{storage:r,signal:n}){for(let i of t){for await(let p of await r.get(i))n.throwIfAborted(),yield p;e!==void 0&&e!==""&&(yield Buffer.from(e))}}export{k as concat};
