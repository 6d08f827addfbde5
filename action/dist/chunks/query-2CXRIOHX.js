import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as b,c as S,d as i,e as O,f as q}from"./chunk-HLXGBJV2.js";import{c as h,d as k}from"./chunk-XNQUKM3L.js";import"./chunk-7Y5WSV3K.js";import"./chunk-Q3OK4FEC.js";import"./chunk-BOQP6RS5.js";import{b as y,c as g}from"./chunk-RFO4DKW7.js";import"./chunk-WUQXK67W.js";import"./chunk-BOIMSC3U.js";import"./chunk-4V6SXODZ.js";import{a as f}from"./chunk-LGDHCTGC.js";import{a as l}from"./chunk-RM3W4OMQ.js";import{a as e,c as o}from"./chunk-GK35WNT7.js";import"./chunk-56XPTRHM.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-HX7BRULB.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var F="io.kestra.plugin.jdbc.duckdb.Queries",x=l({type:"io.kestra.plugin.jdbc.duckdb.Query",title:"Run one SQL statement on DuckDB.",description:`DuckDB runs inside of the task and reads CSV, JSON and Parquet files as tables.

Values: integers and booleans as they are, decimals and floats as decimals, dates and times as ISO 8601 text, lists, structs, maps and
JSON as their structure, blobs as base64, everything else as DuckDB's text.`,properties:e.Object({sql:o(e.String({description:"One statement. Several need the type `Queries`."})),afterSQL:e.Optional(o(e.String({description:"A statement that runs after `sql` in the same transaction."}))),...b}),outputs:S,examples:[{title:"The mean of a column of a file",code:`id: mean_fare
namespace: company.team
tasks:
  - id: download
    type: io.kestra.plugin.core.http.Download
    uri: https://example.com/trips.csv
  - id: mean
    type: io.kestra.plugin.jdbc.duckdb.Query
    inputFiles:
      trips.csv: "{{ outputs.download.uri }}"
    sql: SELECT avg(fare_amount) AS fare FROM read_csv('trips.csv')
    fetchType: FETCH_ONE
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.mean.row.fare }}"
`},{title:"A CSV file becomes Parquet",code:`id: to_parquet
namespace: company.team
inputs:
  - id: trips
    type: FILE
tasks:
  - id: convert
    type: io.kestra.plugin.jdbc.duckdb.Query
    inputFiles:
      trips.csv: "{{ inputs.trips }}"
    outputFiles:
      - trips.parquet
    sql: COPY (FROM read_csv('trips.csv')) TO '{{ outputFiles['trips.parquet'] }}' (FORMAT parquet)
`}],async run(t,a){let u=y(t),{result:c,files:T}=await q(t,a,async(s,w)=>{let d=async(r,v)=>{let Q=await f(a,v,w);return k(r,h(r,Q,t.parameters),F)},p=await d("sql",t.sql),m=t.afterSQL===void 0?void 0:await d("afterSQL",t.afterSQL),n={context:a,fetchType:u,fileName:"rows.ion"};return m===void 0?i(s,p,n):O(s,async()=>{let r=await i(s,p,n);return await i(s,m,{...n,fetchType:"NONE"}),r})});return a.metric({name:"fetch.size",type:"counter",value:c?.size??0,tags:g(u)}),{outputs:{...c,...T}}}});export{x as query};
