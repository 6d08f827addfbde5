import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-HFHZAMUV.js";var u=o({type:"io.kestra.plugin.core.storage.PurgeCurrentExecutionFiles",aliases:["io.kestra.core.tasks.storages.PurgeExecution","io.kestra.plugin.core.storage.PurgeExecution"],title:"Delete all files that this execution has stored.",description:"Inputs, outputs and logs of the record stay; only stored files go, so later tasks can no longer read them.",properties:e.Object({}),outputs:e.Object({uris:e.Array(e.String(),{description:"The URIs of the deleted files."})}),examples:[{title:"Clean up at the end",code:`id: tidy
namespace: company.team
tasks:
  - id: download
    type: io.kestra.plugin.core.http.Download
    uri: https://example.com/data.csv
  - id: purge
    type: io.kestra.plugin.core.storage.PurgeCurrentExecutionFiles
`}],async run(s,t){let r=await t.storage.purgeExecution();return t.log.debug(`${r.length} files deleted`),{outputs:{uris:[...r]}}}});export{u as purgeCurrentExecutionFiles};
