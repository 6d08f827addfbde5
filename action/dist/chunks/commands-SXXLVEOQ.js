import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as e}from"./chunk-OSAVDLCO.js";import{b as n}from"./chunk-SESWL2FW.js";import"./chunk-D2RIQWQ2.js";import"./chunk-OGSMFANX.js";import"./chunk-BOIMSC3U.js";import"./chunk-BZCFKB2Y.js";import"./chunk-FSZTUZDU.js";import"./chunk-ISDF43IW.js";import"./chunk-UGJ7PYAJ.js";import"./chunk-77IIEF2P.js";import"./chunk-WFVFRHC6.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-QAOWYUA7.js";import"./chunk-RM3W4OMQ.js";import"./chunk-IEZUSGFO.js";import"./chunk-2FWEB637.js";import"./chunk-LW4U2VDV.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var m=n(e,{examples:[{title:"A program of one file",code:`id: dotnet_commands
namespace: company.team
tasks:
  - id: run
    type: io.kestra.plugin.scripts.dotnet.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    inputFiles:
      main.cs: |
        Console.WriteLine(Environment.Version);
    commands:
      - dotnet run main.cs
`}]});export{m as commands};
