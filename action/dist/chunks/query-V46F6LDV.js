import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o,b as p}from"./chunk-ZSRV45GS.js";import{a as r,c as i}from"./chunk-IXGHTYTY.js";import"./chunk-6CPFMN4J.js";import"./chunk-7Y5WSV3K.js";import"./chunk-Q3OK4FEC.js";import"./chunk-RHRHOAZR.js";import"./chunk-BOQP6RS5.js";import{b as a}from"./chunk-RFO4DKW7.js";import"./chunk-WUQXK67W.js";import"./chunk-BOIMSC3U.js";import"./chunk-3XUJLI3K.js";import"./chunk-77IIEF2P.js";import"./chunk-QAOWYUA7.js";import{a as s}from"./chunk-RM3W4OMQ.js";import{a as t}from"./chunk-GK35WNT7.js";import"./chunk-56XPTRHM.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var f=s({type:"io.kestra.plugin.jdbc.duckdb.Query",title:"Run one SQL statement on DuckDB.",description:`DuckDB runs inside of the task and reads CSV, JSON and Parquet files as tables.

Values: integers and booleans as they are, decimals and floats as decimals, dates and times as ISO 8601 text, lists, structs, maps and
JSON as their structure, blobs as base64, everything else as DuckDB's text.`,properties:t.Object({...o,...r}),outputs:i,examples:[{title:"The mean of a column of a file",code:`id: mean_fare
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
`}],run:async(e,u)=>({outputs:await p(e,a(e),u)})});export{f as query};
