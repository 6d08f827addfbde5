import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as i,b as s}from"./chunk-5BK2P7BN.js";import"./chunk-QFEIR2QO.js";import"./chunk-CRVPFWN7.js";import{a as e}from"./chunk-RM3W4OMQ.js";import{a as t}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var c=e({type:"io.kestra.plugin.core.storage.Split",aliases:["io.kestra.core.tasks.storages.Split"],title:"Split a stored file into several, line by line.",description:"Lines are never cut. Give one of `regexPattern`, `bytes`, `partitions` and `rows`; of several, the first in this order counts. Streams: a file of any size takes little memory.",properties:t.Object({from:t.String({description:"URI of the stored file."}),...i}),outputs:t.Object({uris:t.Array(t.String(),{description:"URIs of the parts, in order; none is empty."})}),examples:[{title:"Parts of a thousand lines",code:`id: in_parts
namespace: company.team
inputs:
  - id: data
    type: FILE
tasks:
  - id: split
    type: io.kestra.plugin.core.storage.Split
    from: "{{ inputs.data }}"
    rows: 1000
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.split.uris | length }} parts"
`},{title:"One part for each table that the lines name",code:`id: by_table
namespace: company.team
inputs:
  - id: changes
    type: FILE
tasks:
  - id: split
    type: io.kestra.plugin.core.storage.Split
    from: "{{ inputs.changes }}"
    regexPattern: '"table":\\s*"([^"]+)"'
`}],async run({from:r,...o},a){return{outputs:{uris:[...await s(a,r,o)]}}}});export{c as split};
