import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as n,c as a}from"./chunk-JOFIIZFC.js";import{c as p,d as i,f as m}from"./chunk-F7L5R4CH.js";import"./chunk-GXPIHHRZ.js";import{b as e,c as s}from"./chunk-JYMY3DX3.js";import"./chunk-JLZ63D6I.js";import"./chunk-L2MDLDUR.js";import"./chunk-4XCXUP2J.js";import"./chunk-KXA42OWS.js";import{a as r}from"./chunk-RM3W4OMQ.js";import{a as o}from"./chunk-5DAXADZQ.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-TDBDNULB.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-55CDFFVJ.js";var P=r({type:"io.kestra.plugin.scripts.python.Commands",title:"Run Python programs by shell commands.",description:"For scripts that lie in files: of the namespace, of an earlier task, or in `inputFiles`.",properties:o.Object({commands:i,...a,...e}),outputs:s,examples:[{title:"A script of the namespace",code:`id: report
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
`}],run:(t,c)=>p(t,c,n(t,m(t.commands)))});export{P as commands};
