import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o}from"./chunk-ZLAIS4BJ.js";import{a as t}from"./chunk-XVXQ4MNQ.js";import"./chunk-QIIK5P37.js";import"./chunk-SESWL2FW.js";import"./chunk-D2RIQWQ2.js";import"./chunk-OGSMFANX.js";import"./chunk-BOIMSC3U.js";import"./chunk-BZCFKB2Y.js";import"./chunk-FSZTUZDU.js";import"./chunk-ISDF43IW.js";import"./chunk-UGJ7PYAJ.js";import"./chunk-77IIEF2P.js";import"./chunk-WFVFRHC6.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-QAOWYUA7.js";import"./chunk-RM3W4OMQ.js";import"./chunk-IEZUSGFO.js";import"./chunk-2FWEB637.js";import"./chunk-LW4U2VDV.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var r={family:"c",name:"C",image:"gcc",options:["-O2","-lm"],sourceFile:()=>"main.c",identify:"gcc --version && gcc -dumpmachine",compile:(e,i)=>`gcc -o "$program" ${e} ${i}`,run:()=>'"$program"',firstError:o};var s=t(r,{examples:[{title:"Outputs from C",code:`id: c_script
namespace: company.team
tasks:
  - id: total
    type: gitphony.scripts.c.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      #include <stdio.h>

      int main(void) {
          int total = 0;
          for (int n = 1; n <= 3; n++) total += n;
          printf("::{\\"outputs\\": {\\"total\\": %d}}::\\n", total);
          return 0;
      }
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`}]});export{s as script};
