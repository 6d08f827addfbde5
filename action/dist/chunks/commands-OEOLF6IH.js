import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{c as n,d as r,f as p}from"./chunk-F7L5R4CH.js";import"./chunk-GXPIHHRZ.js";import{b as o,c as a}from"./chunk-JYMY3DX3.js";import"./chunk-JLZ63D6I.js";import"./chunk-L2MDLDUR.js";import"./chunk-4XCXUP2J.js";import"./chunk-KXA42OWS.js";import{a as s}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-5DAXADZQ.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-TDBDNULB.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-55CDFFVJ.js";var g=s({type:"io.kestra.plugin.scripts.shell.Commands",title:"Run shell commands.",description:'The commands run in one shell, one after another. A line of output `::{"outputs": {"rows": 5}}::` becomes `outputs.<task>.vars.rows`.',properties:e.Object({commands:r,...o}),outputs:a,examples:[{title:"Download a file and hand it on",code:`id: extract
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
