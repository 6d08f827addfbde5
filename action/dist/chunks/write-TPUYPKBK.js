import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as i}from"./chunk-CRVPFWN7.js";import{a as e}from"./chunk-RM3W4OMQ.js";import{a as t}from"./chunk-LW4U2VDV.js";import"./chunk-HFHZAMUV.js";var l=e({type:"io.kestra.plugin.core.storage.Write",title:"Write a text into a stored file.",properties:t.Object({content:t.String({description:"The content, written as UTF-8."}),extension:t.Optional(t.String({description:"Extension of the new file, such as `.txt`. Default: none."}))}),outputs:t.Object({uri:t.String({description:"URI of the new file."})}),examples:[{title:"A file for the tasks behind it",code:`id: write_file
namespace: company.team
tasks:
  - id: list
    type: io.kestra.plugin.core.storage.Write
    extension: .csv
    content: |
      id,name
      1,Ada
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ read(outputs.list.uri) }}"
`}],async run({content:o,extension:r=""},n){return{outputs:{uri:await n.storage.put(`file${i(r)}`,o)}}}});export{l as write};
