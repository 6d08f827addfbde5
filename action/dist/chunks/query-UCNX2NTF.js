import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as q,c as o}from"./chunk-A2HNQE3Q.js";import{b as f,e as S}from"./chunk-XNQUKM3L.js";import"./chunk-K4FMNMKS.js";import{a as O,b as R,c as _}from"./chunk-T6JCWOFZ.js";import{c as h,d as w,e as T,h as E}from"./chunk-M4OOFU4O.js";import"./chunk-7Y5WSV3K.js";import{f as g,g as y}from"./chunk-Q3OK4FEC.js";import"./chunk-BOQP6RS5.js";import{b as u,c as l}from"./chunk-RFO4DKW7.js";import"./chunk-WUQXK67W.js";import{a as d}from"./chunk-RM3W4OMQ.js";import{a as s}from"./chunk-GK35WNT7.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-HX7BRULB.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var W=d({type:"io.kestra.plugin.jdbc.postgresql.Query",title:"Run one SQL statement on PostgreSQL.",description:"The statement commits on its own; with `afterSQL` both run in one transaction, and neither counts if one fails.\n\nValues: integers and booleans as they are, `numeric` and floats as decimals (more digits than a decimal holds: text), dates and\ntimes as ISO 8601 text (`timestamptz` in `timeZoneId`), json as its structure, arrays as lists, bytea as base64, hstore as a\nmap, everything else as PostgreSQL's text.",properties:s.Object({sql:s.String({description:"One statement. Several need the type `Queries`."}),afterSQL:s.Optional(s.String({description:"A statement that runs after `sql` in the same transaction, e.g. one that marks rows as done."})),...S,...h,...T,...w}),outputs:f,interrupted:"rerun",examples:[{title:"Count rows and log the number",code:`id: count_trips
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
`}],async run(t,e){let i=u(t),r=o("sql",t.sql,t.parameters),a=t.afterSQL===void 0?void 0:o("afterSQL",t.afterSQL,t.parameters),P={storage:e.storage,fileName:"rows.ion"},m=await E(t,e,async n=>{let p=async()=>{let Q=g(e.log,r.statement),c=await q(n,r.statement,r.values,i,P);return y(e.log,c,Q),a!==void 0&&await O(n,a.statement,a.values,R),c.fetched};return a===void 0?await p():await _(n,p)});return e.metric({name:"fetch.size",type:"counter",value:m?.size??0,tags:l(i)}),{outputs:m??{}}}});export{W as query};
