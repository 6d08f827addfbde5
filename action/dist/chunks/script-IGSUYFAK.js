import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as e,b as i}from"./chunk-OSAVDLCO.js";import{a as t}from"./chunk-SESWL2FW.js";import"./chunk-D2RIQWQ2.js";import"./chunk-OGSMFANX.js";import"./chunk-BOIMSC3U.js";import"./chunk-BZCFKB2Y.js";import"./chunk-FSZTUZDU.js";import"./chunk-ISDF43IW.js";import"./chunk-UGJ7PYAJ.js";import"./chunk-77IIEF2P.js";import"./chunk-WFVFRHC6.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-QAOWYUA7.js";import"./chunk-RM3W4OMQ.js";import"./chunk-IEZUSGFO.js";import"./chunk-2FWEB637.js";import"./chunk-LW4U2VDV.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var o=t({...e,prepare:i},{description:'Packages of NuGet are named by `#r "nuget: Name, Version"` in the first lines. `dotnet-script` is installed first where it is missing.',examples:[{title:"Outputs from C#",code:`id: dotnet_script
namespace: company.team
tasks:
  - id: total
    type: io.kestra.plugin.scripts.dotnet.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      using System.Linq;
      Console.WriteLine("::{\\"outputs\\": {\\"total\\": " + Enumerable.Range(1, 3).Sum() + "}}::");
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`}]});export{o as script};
