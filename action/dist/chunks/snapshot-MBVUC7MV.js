import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o,b as p}from"./chunk-V7VUDSRN.js";import"./chunk-NAW3RADY.js";import"./chunk-APJ35544.js";import"./chunk-BOIMSC3U.js";import{c as s}from"./chunk-XXNE2IDL.js";import"./chunk-RUEBWF3V.js";import"./chunk-DILMUYD6.js";import"./chunk-4V6SXODZ.js";import"./chunk-VOGLKDJF.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-LGDHCTGC.js";import{a as e}from"./chunk-RM3W4OMQ.js";import"./chunk-HO535QH2.js";import"./chunk-ZMUSX4A7.js";import{a as t}from"./chunk-GK35WNT7.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-HX7BRULB.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var d=e({type:"io.kestra.plugin.dbt.cli.Snapshot",title:"Take snapshots.",description:"The command `dbt snapshot`. Each node becomes a task run of its own; see DbtCLI for how dbt itself gets there.",properties:t.Object(o),outputs:s,examples:[{title:"A project of the namespace",code:`id: dbt_snapshot
namespace: company.team
tasks:
  - id: snapshot
    type: io.kestra.plugin.dbt.cli.Snapshot
    namespaceFiles:
      enabled: true
    projectDir: dbt
    target: prod
    select:
      - tag:nightly
`}],run:(a,r)=>p("snapshot",a,r)});export{d as snapshot};
