import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as t}from"./chunk-6GRUNPQ2.js";import{c}from"./chunk-SESWL2FW.js";import{b as p,d as n}from"./chunk-D2RIQWQ2.js";import{b as o}from"./chunk-OGSMFANX.js";import"./chunk-BOIMSC3U.js";import{b as e}from"./chunk-BZCFKB2Y.js";import"./chunk-FSZTUZDU.js";import"./chunk-ISDF43IW.js";import"./chunk-UGJ7PYAJ.js";import"./chunk-77IIEF2P.js";import"./chunk-WFVFRHC6.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-QAOWYUA7.js";import{a as i}from"./chunk-RM3W4OMQ.js";import"./chunk-IEZUSGFO.js";import"./chunk-2FWEB637.js";import{a as s}from"./chunk-LW4U2VDV.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var y=i({type:"io.kestra.plugin.scripts.shell.Script",title:"Run a shell script.",description:"The script is one text, for loops and functions that would not fit a list of commands.",properties:s.Object({script:p,...c(t)}),outputs:e,examples:[{title:"A script in bash",code:`id: squares
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
