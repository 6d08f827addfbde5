import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as A,b as L,c as S,e as w,f as R,g}from"./chunk-5BMPDSB3.js";import{b as E}from"./chunk-263Y6WEQ.js";import{a as T}from"./chunk-FLHTAYWU.js";import"./chunk-7Y5WSV3K.js";import"./chunk-Q3OK4FEC.js";import"./chunk-RHRHOAZR.js";import"./chunk-BOQP6RS5.js";import{d as y,e as k}from"./chunk-NS2XLPVV.js";import"./chunk-WUQXK67W.js";import"./chunk-BOIMSC3U.js";import"./chunk-UGJ7PYAJ.js";import"./chunk-77IIEF2P.js";import{a as b}from"./chunk-QAOWYUA7.js";import{a as h}from"./chunk-RM3W4OMQ.js";import{a as n,c as l,d as f}from"./chunk-LW4U2VDV.js";import"./chunk-56XPTRHM.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var I=/^INSTALL\s+['"]?(\w+)['"]?$/i;async function O(e,{statement:t}){let s=I.exec(t.bound.text.trim())?.[1]?.toLowerCase();return s===void 0||(await e.connection.runAndReadAll(`SELECT 1 FROM duckdb_extensions()
    WHERE install_mode = 'STATICALLY_LINKED' AND (extension_name = $1 OR list_contains(aliases, $1))`,[s])).currentRowCount===0?void 0:s}var Y=h({type:"io.kestra.plugin.jdbc.duckdb.Queries",title:"Run several SQL statements on DuckDB, one after the other.",description:"Statements are separated by semicolons. All run on one connection and, unless `transaction` is false, in one transaction: if one\nfails, none counts. `INSTALL` of an extension that is part of DuckDB (json, parquet, icu) downloads nothing.",properties:n.Object({sql:l(n.String({description:"The statements, separated by `;`."})),transaction:n.Optional(n.Boolean({description:"False: each statement commits on its own, which `CHECKPOINT` needs.",default:!0})),...L},f({afterSQL:"write it as the last statement of `sql`: Kestra takes it here and never runs it"})),outputs:n.Object({outputs:n.Array(E,{description:"One entry for each statement that returns rows, in order; the others have none."}),...S}),dryRunSql:A,examples:[{title:"A table of a file, and two questions",code:`id: trips
namespace: company.team
inputs:
  - id: trips
    type: FILE
tasks:
  - id: numbers
    type: io.kestra.plugin.jdbc.duckdb.Queries
    inputFiles:
      trips.csv: "{{ inputs.trips }}"
    fetchType: FETCH
    sql: |
      CREATE TABLE trips AS FROM read_csv('trips.csv');
      SELECT count(*) AS n FROM trips;
      SELECT payment_type, avg(tip_amount) AS tip FROM trips GROUP BY ALL ORDER BY ALL;
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.numbers.outputs[0].rows[0].n }} trips"
`},{title:"A database that goes from task to task",code:`id: relay
namespace: company.team
tasks:
  - id: make
    type: io.kestra.plugin.jdbc.duckdb.Queries
    outputDbFile: true
    sql: CREATE TABLE t AS SELECT range AS n FROM range(10)
  - id: ask
    type: io.kestra.plugin.jdbc.duckdb.Queries
    databaseUri: "{{ outputs.make.databaseUri }}"
    fetchType: FETCH_ONE
    sql: SELECT sum(n) AS total FROM t
`}],async run(e,t){let s=y(e),{result:i,files:r}=await g(e,t,async(o,a)=>{let C=await b(t,e.sql,a),q=T("sql",C,e.parameters),u=async()=>{let c=[];for(let[D,d]of q.entries()){t.signal.throwIfAborted();let p=await O(o,d);if(p!==void 0){t.log.debug(`INSTALL ${p}: it is part of this DuckDB`);continue}let m=await w(o,d,{context:t,fetchType:s,fileName:`rows-${D+1}.ion`});m!==void 0&&c.push(m)}return c};return e.transaction===!1?u():R(o,u)}),F=i.reduce((o,{size:a=0})=>o+a,0);return t.metric({name:"fetch.size",type:"counter",value:F,tags:k(s)}),{outputs:{outputs:i,...r}}}});export{Y as queries};
