import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as m,b as o}from"./chunk-7PXQ6EBJ.js";import{a as d,b as f}from"./chunk-5BMPDSB3.js";import{b as c}from"./chunk-263Y6WEQ.js";import"./chunk-FLHTAYWU.js";import"./chunk-7Y5WSV3K.js";import"./chunk-Q3OK4FEC.js";import"./chunk-RHRHOAZR.js";import{a as u,b as h}from"./chunk-MZETTQUU.js";import"./chunk-BOQP6RS5.js";import{b as p,c as r}from"./chunk-NS2XLPVV.js";import"./chunk-WUQXK67W.js";import{a as l}from"./chunk-3K734UHQ.js";import"./chunk-O52CSQUH.js";import"./chunk-BOIMSC3U.js";import"./chunk-UGJ7PYAJ.js";import"./chunk-77IIEF2P.js";import"./chunk-QAOWYUA7.js";import{a as n}from"./chunk-KVN6QS6D.js";import{a,d as s}from"./chunk-LW4U2VDV.js";import"./chunk-56XPTRHM.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var g="delete it: a poll only looks; write the file in a task of the flow",{outputFiles:_,outputDbFile:q,...y}=f,v=n({type:"io.kestra.plugin.jdbc.duckdb.Trigger",title:"Runs the flow when a query on DuckDB has rows.",description:"For files that DuckDB reads where they lie (Parquet, CSV, JSON), files of the namespace (`inputFiles`), a database file, or MotherDuck. Asks every `interval`, and fires\neach time that there are rows: nothing is remembered.\n\nWith FETCH and FETCH_ONE the poll hands the rows over, up to 60,000 characters on GitHub. With STORE, and wherever there is an `afterSQL`, the\npoll only looks; the query runs once more where the execution runs, and starts nothing where the rows are gone by then.",properties:a.Object({...m,...y,...p,...l},s({outputFiles:g,outputDbFile:g})),variables:c,dryRunSql:d,examples:[{title:"When a table of a database file has rows",code:`id: late_trips
namespace: company.team
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ trigger.row.late }} trips are late"
triggers:
  - id: late
    type: io.kestra.plugin.jdbc.duckdb.Trigger
    interval: PT1H
    url: jdbc:duckdb:/data/taxi.db
    sql: SELECT count(*) AS late FROM trips WHERE late HAVING count(*) > 0
    fetchType: FETCH_ONE
`}],toWorkflow:()=>({}),poll({afterSQL:i,...e},t){let b={fetchType:r(e),hasAfter:i!==void 0};return u(b,w=>o(e,w,t))},take:async(i,e,t)=>h(await o(e,r(e),t))});export{v as trigger};
