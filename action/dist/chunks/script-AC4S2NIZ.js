import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as u,b as m,c}from"./chunk-JOFIIZFC.js";import{b as i,c as p,e as n,h as a}from"./chunk-F7L5R4CH.js";import"./chunk-GXPIHHRZ.js";import{b as r,c as o}from"./chunk-JYMY3DX3.js";import"./chunk-JLZ63D6I.js";import"./chunk-L2MDLDUR.js";import"./chunk-4XCXUP2J.js";import"./chunk-KXA42OWS.js";import{a as s}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-5DAXADZQ.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-TDBDNULB.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-55CDFFVJ.js";var b=s({type:"io.kestra.plugin.scripts.python.Script",title:"Run a Python script.",description:"The module `kestra` is there without being installed: `Kestra.outputs({...})` makes outputs, `Kestra.counter` and `Kestra.timer` make metrics, `Kestra.logger()` logs at a level.",properties:e.Object({script:n,...c,...r}),outputs:o,examples:[{title:"Outputs and a file from Python",code:`id: transform
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
`}],run:(t,l)=>p(t,l,m(t,a(t.script,".py",f=>`${u(t)} ${i(f)}`)))});export{b as script};
