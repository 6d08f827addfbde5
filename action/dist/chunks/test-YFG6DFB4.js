import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o,b as r}from"./chunk-VT2INF2P.js";import"./chunk-LTZHAJMV.js";import"./chunk-WCV3GWIA.js";import"./chunk-BOIMSC3U.js";import{b as s}from"./chunk-VNSRZLLS.js";import"./chunk-RUEBWF3V.js";import"./chunk-ISDF43IW.js";import"./chunk-3XUJLI3K.js";import"./chunk-77IIEF2P.js";import"./chunk-WFVFRHC6.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-QAOWYUA7.js";import{a as e}from"./chunk-RM3W4OMQ.js";import"./chunk-IEZUSGFO.js";import"./chunk-7QZEQR53.js";import{a as t}from"./chunk-GK35WNT7.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var d=e({type:"io.kestra.plugin.dbt.cli.Test",title:"Run tests.",description:"The command `dbt test`. Each node becomes a task run of its own; see DbtCLI for how dbt itself gets there.",properties:t.Object(o),outputs:s,examples:[{title:"A project of the namespace",code:`id: dbt_test
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
