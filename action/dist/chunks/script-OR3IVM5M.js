import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as u,b as m,c}from"./chunk-355R3JKK.js";import"./chunk-K67GKL5A.js";import"./chunk-QIIK5P37.js";import{c as a}from"./chunk-SESWL2FW.js";import{b as p,e as n}from"./chunk-D2RIQWQ2.js";import{b as i}from"./chunk-OGSMFANX.js";import"./chunk-BOIMSC3U.js";import{b as o}from"./chunk-BZCFKB2Y.js";import"./chunk-FSZTUZDU.js";import"./chunk-ISDF43IW.js";import"./chunk-UGJ7PYAJ.js";import"./chunk-77IIEF2P.js";import"./chunk-WFVFRHC6.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-QAOWYUA7.js";import{a as r}from"./chunk-RM3W4OMQ.js";import{c as s}from"./chunk-IEZUSGFO.js";import"./chunk-2FWEB637.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-NP5F7ORC.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var w=r({type:"io.kestra.plugin.scripts.python.Script",title:"Run a Python script.",description:"The module `kestra` is there without being installed: `Kestra.outputs({...})` makes outputs, `Kestra.counter` and `Kestra.timer` make metrics, `Kestra.logger()` logs at a level.",properties:e.Object({script:p,...c,...a(u)}),outputs:o,examples:[{title:"Outputs and a file from Python",code:`id: transform
namespace: company.team
tasks:
  - id: transform
    type: io.kestra.plugin.scripts.python.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    inputFiles:
      numbers.json: "[1, 2, 3]"
    outputFiles:
      - squares.json
    script: |
      import json
      from kestra import Kestra

      with open("numbers.json") as file:
          numbers = json.load(file)
      squares = [n * n for n in numbers]
      with open("squares.json", "w") as file:
          json.dump(squares, file)
      Kestra.outputs({"count": len(squares)})
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.transform.vars.count }} squares"
`},{title:"With a package from PyPI",code:`id: with_package
namespace: company.team
tasks:
  - id: fetch
    type: io.kestra.plugin.scripts.python.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    dependencies:
      - requests
    script: |
      import requests
      print(requests.get("https://example.com").status_code)
`}],run:(t,l)=>i(t,l,m(t,f=>n(t.script,".py",y=>`${f()} ${s(y)}`)))});export{w as script};
