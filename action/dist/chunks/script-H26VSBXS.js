import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as r}from"./chunk-DYSMREYS.js";import{c as n,d as a}from"./chunk-SESWL2FW.js";import{b as s}from"./chunk-D2RIQWQ2.js";import{b as o}from"./chunk-OGSMFANX.js";import"./chunk-BOIMSC3U.js";import{b as i}from"./chunk-BZCFKB2Y.js";import"./chunk-FSZTUZDU.js";import"./chunk-ISDF43IW.js";import"./chunk-UGJ7PYAJ.js";import"./chunk-77IIEF2P.js";import"./chunk-WFVFRHC6.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-QAOWYUA7.js";import{a as e}from"./chunk-RM3W4OMQ.js";import"./chunk-IEZUSGFO.js";import"./chunk-2FWEB637.js";import{a as t}from"./chunk-LW4U2VDV.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var k=e({type:"io.kestra.plugin.scripts.jbang.Script",title:"Run a Java, Kotlin or Groovy script by JBang.",description:`The script stands in the flow; lines \`//DEPS group:artifact:version\` in it name what JBang fetches from Maven.

Not run for real by this project's tests: ${r.unproven}`,properties:t.Object({script:s,extension:t.Optional(t.String({description:"Of the file that the script is written to, which tells its language: `.java`, `.jsh`, `.kt`, `.groovy`, `.md`.",default:".java",pattern:"^\\.[A-Za-z0-9]+$"})),quiet:t.Optional(t.Boolean({description:"Let JBang itself log errors only.",default:!0})),...n(r)}),outputs:i,examples:[{title:"Outputs from Java",code:`id: jbang_script
namespace: company.team
tasks:
  - id: total
    type: io.kestra.plugin.scripts.jbang.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      class Total {
          public static void main(String[] args) {
              System.out.println("::{\\"outputs\\": {\\"total\\": " + (1 + 2 + 3) + "}}::");
          }
      }
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`}],run({extension:p=r.extension,quiet:c=!0,script:u,...l},g){return o(l,g,a({...r,extension:p,run:c?"jbang --quiet":"jbang"},u))}});export{k as script};
