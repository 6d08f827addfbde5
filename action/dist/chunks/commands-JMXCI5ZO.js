import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as t}from"./chunk-L6QVM3EM.js";import{b as a}from"./chunk-I3TAJ2Z5.js";import"./chunk-MXGFTNCD.js";import"./chunk-Y2V6C2N4.js";import"./chunk-BOIMSC3U.js";import"./chunk-B3ADYTX2.js";import"./chunk-RUEBWF3V.js";import"./chunk-KRSDX574.js";import"./chunk-4V6SXODZ.js";import"./chunk-VOGLKDJF.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-LGDHCTGC.js";import"./chunk-RM3W4OMQ.js";import"./chunk-IEZUSGFO.js";import"./chunk-L3UCXLEO.js";import"./chunk-GK35WNT7.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-HX7BRULB.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var s=a(t,{examples:[{title:"A script that is given with the task",code:`id: lua_commands
namespace: company.team
tasks:
  - id: run
    type: io.kestra.plugin.scripts.lua.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    inputFiles:
      main.lua: |
        print(_VERSION)
    commands:
      - lua main.lua
`}]});export{s as commands};
