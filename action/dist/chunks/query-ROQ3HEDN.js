import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as E,b as O,c as R,d as _,e as q,g as o}from"./chunk-DIBOL3IY.js";import"./chunk-QSP5IW7F.js";import{a as h,b as w,c as T}from"./chunk-TRFJX3IZ.js";import"./chunk-SIMHG3FR.js";import{j as u,k as l,l as f,m as S,n as g,q as y}from"./chunk-PJWKCQHX.js";import{a as d}from"./chunk-RM3W4OMQ.js";import{a as s}from"./chunk-5DAXADZQ.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-TDBDNULB.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-55CDFFVJ.js";var W=d({type:"io.kestra.plugin.jdbc.postgresql.Query",title:"Run one SQL statement on PostgreSQL.",description:"The statement commits on its own; with `afterSQL` both run in one transaction, and neither counts if one fails.\n\nValues: integers and booleans as they are, `numeric` and floats as decimals (more digits than a decimal holds: text), dates and\ntimes as ISO 8601 text (`timestamptz` in `timeZoneId`), json as its structure, arrays as lists, bytea as base64, hstore as a\nmap, everything else as PostgreSQL's text.",properties:s.Object({sql:s.String({description:"One statement. Several need the type `Queries`."}),afterSQL:s.Optional(s.String({description:"A statement that runs after `sql` in the same transaction, e.g. one that marks rows as done."})),..._,...u,...f,...l}),outputs:R,interrupted:"rerun",examples:[{title:"Count rows and log the number",code:`id: count_trips
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
`}],async run(t,e){let i=E(t),r=o("sql",t.sql,t.parameters),a=t.afterSQL===void 0?void 0:o("afterSQL",t.afterSQL,t.parameters),P={storage:e.storage,fileName:"rows.ion"},m=await y(t,e,async n=>{let p=async()=>{let Q=S(e.log,r.statement),c=await q(n,r.statement,r.values,i,P);return g(e.log,c,Q),a!==void 0&&await h(n,a.statement,a.values,w),c.fetched};return a===void 0?await p():await T(n,p)});return e.metric({name:"fetch.size",type:"counter",value:m?.size??0,tags:O(i)}),{outputs:m??{}}}});export{W as query};
