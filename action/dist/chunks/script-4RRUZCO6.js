import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{c as p,e as o,g as n}from"./chunk-F7L5R4CH.js";import"./chunk-GXPIHHRZ.js";import{b as i,c as e}from"./chunk-JYMY3DX3.js";import"./chunk-JLZ63D6I.js";import"./chunk-L2MDLDUR.js";import"./chunk-4XCXUP2J.js";import"./chunk-KXA42OWS.js";import{a as s}from"./chunk-RM3W4OMQ.js";import{a as r}from"./chunk-5DAXADZQ.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-TDBDNULB.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-55CDFFVJ.js";var d=s({type:"io.kestra.plugin.scripts.shell.Script",title:"Run a shell script.",description:"The script is one text, for loops and functions that would not fit a list of commands.",properties:r.Object({script:o,...i}),outputs:e,examples:[{title:"A script in bash",code:`id: squares
namespace: company.team
tasks:
  - id: squares
    type: io.kestra.plugin.scripts.shell.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    interpreter: ["/bin/bash", "-c"]
    outputFiles:
      - squares.txt
    script: |
      for n in {1..5}; do
        echo "$((n * n))" >> squares.txt
      done
`}],run:(t,c)=>p(t,c,n(t.script))});export{d as script};
