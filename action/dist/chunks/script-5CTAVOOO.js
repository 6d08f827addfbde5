import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as c}from"./chunk-ZLAIS4BJ.js";import{a as r}from"./chunk-XVXQ4MNQ.js";import"./chunk-QIIK5P37.js";import"./chunk-SESWL2FW.js";import"./chunk-D2RIQWQ2.js";import"./chunk-OGSMFANX.js";import"./chunk-BOIMSC3U.js";import"./chunk-BZCFKB2Y.js";import"./chunk-FSZTUZDU.js";import"./chunk-ISDF43IW.js";import"./chunk-UGJ7PYAJ.js";import"./chunk-77IIEF2P.js";import"./chunk-WFVFRHC6.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-QAOWYUA7.js";import"./chunk-RM3W4OMQ.js";import"./chunk-IEZUSGFO.js";import"./chunk-2FWEB637.js";import"./chunk-LW4U2VDV.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var m=/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/gu,u=/\b(public\s+)?(?:(?:final|abstract|sealed|strictfp)\s+)*(?:class|record|enum|interface)\s+(\w+)/gu;function i(a){let t=a.replaceAll(m," "),e=[...t.matchAll(u)],p=/\bstatic\s+(?:final\s+)?void\s+main\s*\(/u.exec(t)?.index??-1,s=(e.find(([,n])=>n!==void 0)??e.findLast(({index:n})=>n<p)??e[0])?.[2]??"Main",o=/^\s*package\s+([\w.]+)\s*;/mu.exec(t)?.[1];return{name:s,fullName:o===void 0?s:`${o}.${s}`}}var l={family:"java",name:"Java",image:"eclipse-temurin:21",options:["-encoding","UTF-8"],sourceFile:a=>`${i(a).name}.java`,identify:"java -version",compile:(a,t)=>`javac ${t} -d "$program" ${a}`,run:a=>`java -cp "$program" ${i(a).fullName}`,firstError:c};var h=r(l,{description:"The class that is public, or that holds `main`, is run. Libraries from Maven are JBang's business (`io.kestra.plugin.scripts.jbang.Script`); options of the virtual machine go into `env` as `JAVA_TOOL_OPTIONS`.",examples:[{title:"Outputs from Java",code:`id: java_script
namespace: company.team
tasks:
  - id: total
    type: gitphony.scripts.java.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      public class Total {
          public static void main(String[] args) {
              int total = java.util.stream.IntStream.rangeClosed(1, 3).sum();
              System.out.printf("::{\\"outputs\\": {\\"total\\": %d}}::%n", total);
          }
      }
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`}]});export{h as script};
