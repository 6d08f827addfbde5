import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as i,b as n}from"./chunk-F3IASS3G.js";import"./chunk-IDPNT6GI.js";import"./chunk-K4FMNMKS.js";import"./chunk-BKUQCQD7.js";import{b as o}from"./chunk-Y3PZFIPW.js";import"./chunk-N4QLAZKP.js";import"./chunk-GBITEC57.js";import{b as r}from"./chunk-263Y6WEQ.js";import"./chunk-FLHTAYWU.js";import"./chunk-7Y5WSV3K.js";import"./chunk-Q3OK4FEC.js";import"./chunk-BOQP6RS5.js";import{d as a}from"./chunk-NS2XLPVV.js";import"./chunk-WUQXK67W.js";import{a as s}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var S=s({type:"io.kestra.plugin.jdbc.postgresql.Query",title:"Run one SQL statement on PostgreSQL.",description:"The statement commits on its own; with `afterSQL` both run in one transaction, and neither counts if one fails.\n\nValues: integers and booleans as they are, `numeric` and floats as decimals (more digits than a decimal holds: text), dates and\ntimes as ISO 8601 text (`timestamptz` in `timeZoneId`), json as its structure, arrays as lists, bytea as base64, hstore as a\nmap, everything else as PostgreSQL's text.",properties:e.Object(i),outputs:r,dryRunSql:o,interrupted:"rerun",examples:[{title:"Count rows and log the number",code:`id: count_trips
namespace: company.team
tasks:
  - id: count
    type: io.kestra.plugin.jdbc.postgresql.Query
    url: jdbc:postgresql://localhost:5432/ny_taxi
    username: "{{ secret('POSTGRES_USER') }}"
    password: "{{ secret('POSTGRES_PASSWORD') }}"
    sql: SELECT count(*) AS trips FROM green_tripdata
    fetchType: FETCH_ONE
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.count.row.trips }} trips"
`},{title:"An input as a parameter, the rows into a file",code:`id: trips_of_a_day
namespace: company.team
inputs:
  - id: day
    type: DATE
tasks:
  - id: trips
    type: io.kestra.plugin.jdbc.postgresql.Query
    url: jdbc:postgresql://localhost:5432/ny_taxi
    username: "{{ secret('POSTGRES_USER') }}"
    password: "{{ secret('POSTGRES_PASSWORD') }}"
    sql: SELECT * FROM green_tripdata WHERE lpep_pickup_datetime::date = :day
    parameters:
      day: "{{ inputs.day }}"
    fetchType: STORE
`}],run:async(t,p)=>({outputs:await n(t,a(t),p)})});export{S as query};
