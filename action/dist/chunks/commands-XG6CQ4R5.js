import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as r,c as p}from"./chunk-34RS3QTG.js";import{b as n}from"./chunk-APJ35544.js";import"./chunk-BOIMSC3U.js";import{b as o,c as a}from"./chunk-XXNE2IDL.js";import"./chunk-RUEBWF3V.js";import"./chunk-DILMUYD6.js";import"./chunk-4V6SXODZ.js";import"./chunk-VOGLKDJF.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-LGDHCTGC.js";import{a as s}from"./chunk-RM3W4OMQ.js";import"./chunk-HO535QH2.js";import"./chunk-ZMUSX4A7.js";import{a as e}from"./chunk-GK35WNT7.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-HX7BRULB.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var g=s({type:"io.kestra.plugin.scripts.shell.Commands",title:"Run shell commands.",description:'The commands run in one shell, one after another. A line of output `::{"outputs": {"rows": 5}}::` becomes `outputs.<task>.vars.rows`.',properties:e.Object({commands:r,...o}),outputs:a,examples:[{title:"Download a file and hand it on",code:`id: extract
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
`}],run:(t,i)=>n(t,i,p(t.commands))});export{g as commands};
