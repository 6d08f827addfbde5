import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as t}from"./chunk-6GRUNPQ2.js";import{c}from"./chunk-I3TAJ2Z5.js";import{b as p,d as n}from"./chunk-MXGFTNCD.js";import{b as o}from"./chunk-Y2V6C2N4.js";import"./chunk-BOIMSC3U.js";import{b as e}from"./chunk-B3ADYTX2.js";import"./chunk-RUEBWF3V.js";import"./chunk-KRSDX574.js";import"./chunk-4V6SXODZ.js";import"./chunk-VOGLKDJF.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-LGDHCTGC.js";import{a as i}from"./chunk-RM3W4OMQ.js";import"./chunk-IEZUSGFO.js";import"./chunk-L3UCXLEO.js";import{a as s}from"./chunk-GK35WNT7.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-HX7BRULB.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var y=i({type:"io.kestra.plugin.scripts.shell.Script",title:"Run a shell script.",description:"The script is one text, for loops and functions that would not fit a list of commands.",properties:s.Object({script:p,...c(t)}),outputs:e,examples:[{title:"A script in bash",code:`id: squares
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
`}],run:(r,a)=>o(r,a,{...t,...n(r.script)})});export{y as script};
