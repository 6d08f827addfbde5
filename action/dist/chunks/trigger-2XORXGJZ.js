import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as h,b as o}from"./chunk-ZSRV45GS.js";import{a as d}from"./chunk-IXGHTYTY.js";import{b as u}from"./chunk-6CPFMN4J.js";import"./chunk-7Y5WSV3K.js";import"./chunk-Q3OK4FEC.js";import"./chunk-RHRHOAZR.js";import{a as l,b as p}from"./chunk-MZETTQUU.js";import"./chunk-BOQP6RS5.js";import{b as r}from"./chunk-RFO4DKW7.js";import"./chunk-WUQXK67W.js";import{a as n}from"./chunk-Q7HKJS7L.js";import"./chunk-NYSPXBBW.js";import"./chunk-BOIMSC3U.js";import"./chunk-3XUJLI3K.js";import"./chunk-77IIEF2P.js";import"./chunk-QAOWYUA7.js";import{a as s}from"./chunk-KVN6QS6D.js";import{a as i}from"./chunk-GK35WNT7.js";import"./chunk-56XPTRHM.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var{inputFiles:_,outputFiles:H,databaseUri:O,outputDbFile:R,...f}=d,v=s({type:"io.kestra.plugin.jdbc.duckdb.Trigger",title:"Runs the flow when a query on DuckDB has rows.",description:"For files that DuckDB reads where they lie (Parquet, CSV, JSON), a database file, or MotherDuck. Asks every `interval`, and fires\neach time that there are rows: nothing is remembered.\n\nWith FETCH and FETCH_ONE the poll hands the rows over, up to 60,000 characters on GitHub. With STORE, and wherever there is an `afterSQL`, the\npoll only looks; the query runs once more where the execution runs, and starts nothing where the rows are gone by then.",properties:i.Object({...h,...f,...n}),variables:u,examples:[{title:"When a table of a database file has rows",code:`id: late_trips
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
`}],toWorkflow:()=>({}),poll({afterSQL:a,...e},t){let c={fetchType:r(e),hasAfter:a!==void 0};return l(c,m=>o(e,m,t))},take:async(a,e,t)=>p(await o(e,r(e),t))});export{v as trigger};
