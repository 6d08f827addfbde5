import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as n,b as d}from"./chunk-LTZHAJMV.js";import{a,c as i}from"./chunk-NO2CBTOI.js";import"./chunk-WCV3GWIA.js";import"./chunk-BOIMSC3U.js";import{b as o}from"./chunk-VNSRZLLS.js";import"./chunk-RUEBWF3V.js";import"./chunk-ISDF43IW.js";import"./chunk-3XUJLI3K.js";import"./chunk-77IIEF2P.js";import"./chunk-WFVFRHC6.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-QAOWYUA7.js";import{a as s}from"./chunk-RM3W4OMQ.js";import"./chunk-IEZUSGFO.js";import"./chunk-7QZEQR53.js";import{a as e}from"./chunk-GK35WNT7.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var f=s({type:"io.kestra.plugin.dbt.cli.DbtCLI",title:"Run dbt commands.",description:"dbt is not part of Gitphony: install it on the machine (`pip install dbt-postgres`), in `beforeCommands`, or give a task runner\nwith an image. Each model, test, seed and snapshot becomes a task run of its own below this one, with its time and state; a failed test\nshows its SQL.",properties:e.Object({commands:a,...n}),outputs:o,examples:[{title:"A project of the namespace, on PostgreSQL",code:`id: models
namespace: company.team
tasks:
  - id: dbt
    type: io.kestra.plugin.dbt.cli.DbtCLI
    namespaceFiles:
      enabled: true
      include:
        - dbt/**
    projectDir: dbt
    beforeCommands:
      - python3 -m venv .venv && . .venv/bin/activate && pip install --quiet dbt-core==1.10.23 dbt-postgres==1.10.2
    commands:
      - dbt build
    profiles: |
      taxi:
        target: prod
        outputs:
          prod:
            type: postgres
            host: localhost
            port: 5432
            user: "{{ secret('POSTGRES_USER') }}"
            password: "{{ secret('POSTGRES_PASSWORD') }}"
            dbname: ny_taxi
            schema: public
            threads: 4
`},{title:"Only what changed since the last good run",code:`id: slim
namespace: company.team
tasks:
  - id: dbt
    type: io.kestra.plugin.dbt.cli.DbtCLI
    namespaceFiles:
      enabled: true
    loadManifest:
      key: dbt_manifest
    storeManifest:
      key: dbt_manifest
    commands:
      - dbt build --select state:modified+
`}],run:(t,m)=>d(t,m,i(t.commands).commands)});export{f as dbtCli};
