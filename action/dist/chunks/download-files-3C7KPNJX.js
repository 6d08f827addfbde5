import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as r}from"./chunk-WFVFRHC6.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import{a as i}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";import{createReadStream as m}from"node:fs";var y=i({type:"io.kestra.plugin.core.namespace.DownloadFiles",title:"Copy files of a namespace into internal storage.",description:"Reads `namespace-files/<namespace>/`. Reports the metric `downloaded` (files).",properties:e.Object({namespace:e.Optional(e.String({description:"Default: the flow’s namespace."})),files:e.Union([e.Array(e.String()),e.String()],{description:"A path or glob, or a list of them: `main.py` (at any depth), `/scripts/*.py`, `**`, `regex:.*[.]sql`."}),destination:e.Optional(e.String({description:"Put before the names of the stored files.",default:""}))}),outputs:e.Object({files:e.Record(e.String(),e.String(),{description:"URIs of the stored files by their path in the namespace, with a leading slash."})}),examples:[{title:"All queries of another namespace",code:`id: fetch_queries
namespace: company.team
tasks:
  - id: queries
    type: io.kestra.plugin.core.namespace.DownloadFiles
    namespace: company.shared
    files:
      - "**.sql"
`}],async run({namespace:n,files:p,destination:l=""},a){let c=await r(p),s=(await a.namespaceFolder(n).list()).filter(({path:t})=>c(t)),o={};for(let{path:t,absolutePath:d}of s)o[`/${t}`]=await a.storage.put(`${l}/${t}`,m(d)),a.log.debug(`Downloaded ${t}`);return a.metric({name:"downloaded",type:"counter",value:s.length}),{outputs:{files:o}}}});export{y as downloadFiles};
