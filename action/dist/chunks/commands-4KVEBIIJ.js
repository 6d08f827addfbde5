import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as t}from"./chunk-6GRUNPQ2.js";import{c as m}from"./chunk-SESWL2FW.js";import{a as n,c as p}from"./chunk-D2RIQWQ2.js";import{b as a}from"./chunk-OGSMFANX.js";import"./chunk-BOIMSC3U.js";import{b as r}from"./chunk-BZCFKB2Y.js";import"./chunk-FSZTUZDU.js";import"./chunk-ISDF43IW.js";import"./chunk-UGJ7PYAJ.js";import"./chunk-77IIEF2P.js";import"./chunk-WFVFRHC6.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-QAOWYUA7.js";import{a as o}from"./chunk-RM3W4OMQ.js";import"./chunk-IEZUSGFO.js";import"./chunk-2FWEB637.js";import{a as s}from"./chunk-LW4U2VDV.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var h=o({type:"io.kestra.plugin.scripts.shell.Commands",title:"Run shell commands.",description:'The commands run in one shell, one after another. A line of output `::{"outputs": {"rows": 5}}::` becomes `outputs.<task>.vars.rows`.',properties:s.Object({commands:n,...m(t)}),outputs:r,examples:[{title:"Download a file and hand it on",code:`id: extract
namespace: company.team
tasks:
  - id: extract
    type: io.kestra.plugin.scripts.shell.Commands
    outputFiles:
      - "*.csv"
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    commands:
      - wget -qO- https://example.com/data.csv.gz | gunzip > data.csv
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "Stored as {{ outputs.extract.outputFiles['data.csv'] }}"
`},{title:"Outputs, and values that come in safely by env",code:`id: count
namespace: company.team
inputs:
  - id: word
    type: STRING
    defaults: symphony
tasks:
  - id: count
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    env:
      WORD: "{{ inputs.word }}"
    commands:
      - echo '::{"outputs":{"letters":'$(printf %s "$WORD" | wc -m)'}}::'
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.count.vars.letters }} letters"
`}],run:(e,i)=>a(e,i,{...t,...p(e.commands)})});export{h as commands};
