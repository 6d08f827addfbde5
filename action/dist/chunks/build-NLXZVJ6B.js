import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o,b as r}from"./chunk-VT2INF2P.js";import"./chunk-LTZHAJMV.js";import"./chunk-WCV3GWIA.js";import"./chunk-BOIMSC3U.js";import{b as i}from"./chunk-VNSRZLLS.js";import"./chunk-RUEBWF3V.js";import"./chunk-ISDF43IW.js";import"./chunk-3XUJLI3K.js";import"./chunk-77IIEF2P.js";import"./chunk-WFVFRHC6.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-QAOWYUA7.js";import{a as t}from"./chunk-RM3W4OMQ.js";import"./chunk-IEZUSGFO.js";import"./chunk-7QZEQR53.js";import{a as e}from"./chunk-GK35WNT7.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var m=t({type:"io.kestra.plugin.dbt.cli.Build",title:"Build models, tests, seeds and snapshots in their order.",description:"The command `dbt build`. Each node becomes a task run of its own; see DbtCLI for how dbt itself gets there.",properties:e.Object(o),outputs:i,examples:[{title:"A project of the namespace",code:`id: dbt_build
namespace: company.team
tasks:
  - id: build
    type: io.kestra.plugin.dbt.cli.Build
    namespaceFiles:
      enabled: true
    projectDir: dbt
    target: prod
    select:
      - tag:nightly
`}],run:(s,d)=>r("build",s,d)});export{m as build};
