import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./chunk-KKA3C5DG.js";import{b as i}from"./chunk-I3TAJ2Z5.js";import"./chunk-MXGFTNCD.js";import"./chunk-Y2V6C2N4.js";import"./chunk-BOIMSC3U.js";import"./chunk-B3ADYTX2.js";import"./chunk-RUEBWF3V.js";import"./chunk-KRSDX574.js";import"./chunk-4V6SXODZ.js";import"./chunk-VOGLKDJF.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-LGDHCTGC.js";import"./chunk-RM3W4OMQ.js";import"./chunk-IEZUSGFO.js";import"./chunk-L3UCXLEO.js";import"./chunk-GK35WNT7.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-HX7BRULB.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var e=i(a,{examples:[{title:"A script that is given with the task",code:`id: julia_commands
namespace: company.team
tasks:
  - id: run
    type: io.kestra.plugin.scripts.julia.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    inputFiles:
      main.jl: |
        println(VERSION)
    commands:
      - julia main.jl
`}]});export{e as commands};
