import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as t}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-HFHZAMUV.js";var r=t({type:"io.kestra.plugin.core.storage.Size",aliases:["io.kestra.core.tasks.storages.Size"],title:"Answer the size of a stored file.",properties:e.Object({uri:e.String({description:"URI of the stored file."})}),outputs:e.Object({size:e.Integer({description:"Bytes."})}),examples:[{title:"Go on only with a file that holds something",code:`id: not_empty
namespace: company.team
inputs:
  - id: data
    type: FILE
tasks:
  - id: size
    type: io.kestra.plugin.core.storage.Size
    uri: "{{ inputs.data }}"
  - id: check
    type: io.kestra.plugin.core.execution.Fail
    condition: "{{ outputs.size.size == 0 }}"
`}],run:async({uri:i},s)=>({outputs:{size:await s.storage.size(i)}})});export{r as size};
