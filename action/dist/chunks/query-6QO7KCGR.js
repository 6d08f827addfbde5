import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as p,b as u}from"./chunk-7PXQ6EBJ.js";import{a as r,b as i,d as o}from"./chunk-5BMPDSB3.js";import"./chunk-263Y6WEQ.js";import"./chunk-FLHTAYWU.js";import"./chunk-7Y5WSV3K.js";import"./chunk-Q3OK4FEC.js";import"./chunk-RHRHOAZR.js";import"./chunk-BOQP6RS5.js";import{d as a}from"./chunk-NS2XLPVV.js";import"./chunk-WUQXK67W.js";import"./chunk-BOIMSC3U.js";import"./chunk-UGJ7PYAJ.js";import"./chunk-77IIEF2P.js";import"./chunk-QAOWYUA7.js";import{a as s}from"./chunk-RM3W4OMQ.js";import{a as t}from"./chunk-LW4U2VDV.js";import"./chunk-56XPTRHM.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var k=s({type:"io.kestra.plugin.jdbc.duckdb.Query",title:"Run one SQL statement on DuckDB.",description:`DuckDB runs inside of the task and reads CSV, JSON and Parquet files as tables.

Values: integers and booleans as they are, decimals and floats as decimals, dates and times as ISO 8601 text, lists, structs, maps and
JSON as their structure, blobs as base64, everything else as DuckDB's text.`,properties:t.Object({...p,...i}),outputs:o,dryRunSql:r,examples:[{title:"The mean of a column of a file",code:`id: mean_fare
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
`}],run:async(e,n)=>({outputs:await u(e,a(e),n)})});export{k as query};
