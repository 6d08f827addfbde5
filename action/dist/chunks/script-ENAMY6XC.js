import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as o,d as n}from"./chunk-34RS3QTG.js";import{b as p}from"./chunk-APJ35544.js";import"./chunk-BOIMSC3U.js";import{b as i,c as e}from"./chunk-XXNE2IDL.js";import"./chunk-RUEBWF3V.js";import"./chunk-DILMUYD6.js";import"./chunk-4V6SXODZ.js";import"./chunk-VOGLKDJF.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-LGDHCTGC.js";import{a as s}from"./chunk-RM3W4OMQ.js";import"./chunk-HO535QH2.js";import"./chunk-ZMUSX4A7.js";import{a as r}from"./chunk-GK35WNT7.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-HX7BRULB.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var d=s({type:"io.kestra.plugin.scripts.shell.Script",title:"Run a shell script.",description:"The script is one text, for loops and functions that would not fit a list of commands.",properties:r.Object({script:o,...i}),outputs:e,examples:[{title:"A script in bash",code:`id: squares
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
