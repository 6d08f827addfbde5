import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as i}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import{c as r}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var p=i({type:"io.kestra.plugin.core.storage.Delete",aliases:["io.kestra.core.tasks.storages.Delete"],title:"Delete a stored file.",properties:e.Object({uri:e.String({description:"URI of the stored file."}),errorOnMissing:e.Optional(e.Boolean({description:"Fail where there is no such file.",default:!1}))}),outputs:e.Object({uri:e.String({description:"The URI."}),deleted:e.Boolean({description:"Whether there was something to delete."})}),examples:[{title:"Delete a download once it is loaded",code:`id: tidy_download
namespace: company.team
tasks:
  - id: download
    type: io.kestra.plugin.core.http.Download
    uri: https://example.com/data.csv
  - id: delete
    type: io.kestra.plugin.core.storage.Delete
    uri: "{{ outputs.download.uri }}"
`}],async run({uri:t,errorOnMissing:s=!1},a){let o=await a.storage.delete(t);if(o||!s)return{outputs:{uri:t,deleted:o}};throw new r("STORAGE_NOT_FOUND",`expected a stored file to delete, there is none under ${t}`,{retryable:!1,hint:"It may have been deleted before; leave errorOnMissing out where that is fine."})}});export{p as deleteFile};
