import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as u,b as m,c}from"./chunk-H3LUYWZG.js";import"./chunk-QIIK5P37.js";import"./chunk-NP5F7ORC.js";import{b as n,e as a}from"./chunk-34RS3QTG.js";import{b as p}from"./chunk-APJ35544.js";import"./chunk-BOIMSC3U.js";import{b as o,c as i}from"./chunk-XXNE2IDL.js";import"./chunk-RUEBWF3V.js";import"./chunk-DILMUYD6.js";import"./chunk-4V6SXODZ.js";import"./chunk-VOGLKDJF.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-LGDHCTGC.js";import{a as r}from"./chunk-RM3W4OMQ.js";import{b as s}from"./chunk-HO535QH2.js";import"./chunk-ZMUSX4A7.js";import{a as e}from"./chunk-GK35WNT7.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-HX7BRULB.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var b=r({type:"io.kestra.plugin.scripts.python.Script",title:"Run a Python script.",description:"The module `kestra` is there without being installed: `Kestra.outputs({...})` makes outputs, `Kestra.counter` and `Kestra.timer` make metrics, `Kestra.logger()` logs at a level.",properties:e.Object({script:n,...c,...o}),outputs:i,examples:[{title:"Outputs and a file from Python",code:`id: transform
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
`}],run:(t,l)=>p(t,l,m(t,a(t.script,".py",f=>`${u(t)} ${s(f)}`)))});export{b as script};
