import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o,b as r}from"./chunk-JGG5SYSK.js";import"./chunk-VCFHJEHE.js";import"./chunk-Y2V6C2N4.js";import"./chunk-BOIMSC3U.js";import{b as s}from"./chunk-B3ADYTX2.js";import"./chunk-RUEBWF3V.js";import"./chunk-KRSDX574.js";import"./chunk-4V6SXODZ.js";import"./chunk-VOGLKDJF.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-LGDHCTGC.js";import{a as e}from"./chunk-RM3W4OMQ.js";import"./chunk-IEZUSGFO.js";import"./chunk-L3UCXLEO.js";import{a as t}from"./chunk-GK35WNT7.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-HX7BRULB.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var d=e({type:"io.kestra.plugin.dbt.cli.Test",title:"Run tests.",description:"The command `dbt test`. Each node becomes a task run of its own; see DbtCLI for how dbt itself gets there.",properties:t.Object(o),outputs:s,examples:[{title:"A project of the namespace",code:`id: dbt_test
namespace: company.team
tasks:
  - id: test
    type: io.kestra.plugin.dbt.cli.Test
    namespaceFiles:
      enabled: true
    projectDir: dbt
    target: prod
    select:
      - tag:nightly
`}],run:(i,p)=>r("test",i,p)});export{d as test};
