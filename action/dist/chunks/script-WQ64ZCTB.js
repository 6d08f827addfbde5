import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as t}from"./chunk-R7HNQIAS.js";import{a as e}from"./chunk-SESWL2FW.js";import"./chunk-D2RIQWQ2.js";import"./chunk-OGSMFANX.js";import"./chunk-BOIMSC3U.js";import"./chunk-BZCFKB2Y.js";import"./chunk-FSZTUZDU.js";import"./chunk-ISDF43IW.js";import"./chunk-UGJ7PYAJ.js";import"./chunk-77IIEF2P.js";import"./chunk-WFVFRHC6.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-QAOWYUA7.js";import"./chunk-RM3W4OMQ.js";import"./chunk-IEZUSGFO.js";import"./chunk-2FWEB637.js";import"./chunk-LW4U2VDV.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var o=e(t,{examples:[{title:"Outputs from PowerShell",code:`id: powershell_script
namespace: company.team
tasks:
  - id: total
    type: io.kestra.plugin.scripts.powershell.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      $squares = 1..3 | ForEach-Object { $_ * $_ }
      '::' + (@{ outputs = @{ squares = $squares } } | ConvertTo-Json -Compress -Depth 5) + '::'
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`}]});export{o as script};
