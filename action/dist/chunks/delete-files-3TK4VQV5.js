import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as p}from"./chunk-RXW55HBT.js";import{a as r}from"./chunk-OOJ4NGK6.js";import{a as l}from"./chunk-WFVFRHC6.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import{a as s}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var y=s({type:"io.kestra.plugin.core.namespace.DeleteFiles",title:"Delete files of a namespace.",description:"Changes `namespace-files/<namespace>/` of this checkout; commit what it did. Reports the metric `deleted` (files).",properties:e.Object({namespace:e.Optional(e.String({description:"Default: the flow’s namespace."})),files:e.Union([e.Array(e.String()),e.String()],{description:"A path or glob, or a list of them: `main.py` (at any depth), `/scripts/*.py`, `**`, `regex:.*[.]sql`."})}),outputs:r,github:p,examples:[{title:"Delete what an earlier flow uploaded",code:`id: tidy_files
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.core.namespace.DeleteFiles
    files:
      - "/uploads/**"
`}],async run({namespace:n,files:m},t){let c=await l(m),a=t.namespaceFolder(n),o=0;for(let{path:i}of await a.list())!c(i)||!await a.delete(i)||(o+=1,t.log.debug(`Deleted ${i}`));return t.metric({name:"deleted",type:"counter",value:o}),{}}});export{y as deleteFiles};
