import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as m}from"./chunk-4V3FN7ON.js";import{d as t,e as d}from"./chunk-IQRO27L3.js";import{a as n,c as r}from"./chunk-D2RIQWQ2.js";import"./chunk-OGSMFANX.js";import"./chunk-BOIMSC3U.js";import{b as i}from"./chunk-BZCFKB2Y.js";import"./chunk-FSZTUZDU.js";import"./chunk-ISDF43IW.js";import"./chunk-UGJ7PYAJ.js";import"./chunk-77IIEF2P.js";import"./chunk-WFVFRHC6.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import"./chunk-QAOWYUA7.js";import{a}from"./chunk-RM3W4OMQ.js";import"./chunk-IEZUSGFO.js";import"./chunk-2FWEB637.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var p="ghcr.io/kestra-io/dbt-fusion",E=a({type:"io.kestra.plugin.dbt.cli.DbtCLI",title:"Run dbt commands.",description:"dbt is not part of Gitphony: install it on the machine (`pip install dbt-postgres`), in `beforeCommands`, or run it in a container.\nThe image that is the default there has the adapters for BigQuery, DuckDB and Snowflake; `ghcr.io/kestra-io/dbt-postgres` and its like have\nothers. Each model, test, seed and snapshot becomes a task run of its own below this one, with its time and state; a failed test\nshows its SQL.",properties:e.Object({commands:n,...d,logFormat:e.Optional(e.Unsafe({type:"string",enum:["JSON","TEXT","DEBUG","NONE"],description:"dbt’s lines are read as JSON and logged as plain text at their own level. DEBUG shows dbt’s time and thread in front of them. NONE leaves dbt’s log to the commands: then nodes are recorded when all have ended, without their times.",default:"JSON"})),engine:e.Optional(e.Unsafe({type:"string",enum:["CORE","FUSION"],description:`The image where \`containerImage\` names none: \`${t}\`, or \`${p}\`.`,default:"CORE"}))}),outputs:i,examples:[{title:"A project of the namespace, on PostgreSQL",code:`id: models
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
`}],run:({logFormat:o,engine:l,...s},c)=>m(s,c,{...r(s.commands),image:l==="FUSION"?p:t,...o==="NONE"?{logFormat:"none"}:{},...o==="DEBUG"?{shown:"with-origin"}:{}})});export{E as dbtCli};
