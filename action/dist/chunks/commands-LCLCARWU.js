import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as i,b as a,c}from"./chunk-R4HJJS3I.js";import"./chunk-K67GKL5A.js";import"./chunk-QIIK5P37.js";import{c as n}from"./chunk-YHFVMLH3.js";import{a as s,c as m}from"./chunk-NO2CBTOI.js";import{b as p}from"./chunk-WCV3GWIA.js";import"./chunk-BOIMSC3U.js";import{b as e}from"./chunk-VNSRZLLS.js";import"./chunk-RUEBWF3V.js";import"./chunk-ISDF43IW.js";import"./chunk-3XUJLI3K.js";import"./chunk-77IIEF2P.js";import"./chunk-WFVFRHC6.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-QAOWYUA7.js";import{a as r}from"./chunk-RM3W4OMQ.js";import"./chunk-IEZUSGFO.js";import"./chunk-7QZEQR53.js";import{a as o}from"./chunk-GK35WNT7.js";import"./chunk-NP5F7ORC.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var b=r({type:"io.kestra.plugin.scripts.python.Commands",title:"Run Python programs by shell commands.",description:"For scripts that lie in files: of the namespace, of an earlier task, or in `inputFiles`.",properties:o.Object({commands:s,...c,...n(i)}),outputs:e,examples:[{title:"A script of the namespace",code:`id: report
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
