import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as i,b as a,c}from"./chunk-355R3JKK.js";import"./chunk-K67GKL5A.js";import"./chunk-QIIK5P37.js";import{c as n}from"./chunk-SESWL2FW.js";import{a as s,c as m}from"./chunk-D2RIQWQ2.js";import{b as p}from"./chunk-OGSMFANX.js";import"./chunk-BOIMSC3U.js";import{b as e}from"./chunk-BZCFKB2Y.js";import"./chunk-FSZTUZDU.js";import"./chunk-ISDF43IW.js";import"./chunk-UGJ7PYAJ.js";import"./chunk-77IIEF2P.js";import"./chunk-WFVFRHC6.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-QAOWYUA7.js";import{a as r}from"./chunk-RM3W4OMQ.js";import"./chunk-IEZUSGFO.js";import"./chunk-2FWEB637.js";import{a as o}from"./chunk-LW4U2VDV.js";import"./chunk-NP5F7ORC.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var b=r({type:"io.kestra.plugin.scripts.python.Commands",title:"Run Python programs by shell commands.",description:"For scripts that lie in files: of the namespace, of an earlier task, or in `inputFiles`.",properties:o.Object({commands:s,...c,...n(i)}),outputs:e,examples:[{title:"A script of the namespace",code:`id: report
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.scripts.python.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    namespaceFiles:
      enabled: true
      include:
        - scripts/**
    outputFiles:
      - report.csv
    commands:
      - python3 scripts/report.py --out report.csv
`}],run:(t,u)=>p(t,u,a(t,()=>m(t.commands)))});export{b as commands};
