import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as y,b as w}from"./chunk-A6TFASQN.js";import"./chunk-K4FMNMKS.js";import{c as O}from"./chunk-VBYXNYOE.js";import{c as g,d as E,e as T,h as R}from"./chunk-LFEE35KD.js";import{b as d,e as f}from"./chunk-6CPFMN4J.js";import"./chunk-7Y5WSV3K.js";import{f as h,g as S}from"./chunk-Q3OK4FEC.js";import"./chunk-BOQP6RS5.js";import{b as l,c as m}from"./chunk-RFO4DKW7.js";import"./chunk-WUQXK67W.js";import{a as u}from"./chunk-RM3W4OMQ.js";import{a as t}from"./chunk-GK35WNT7.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var _=u({type:"io.kestra.plugin.jdbc.postgresql.Queries",title:"Run several SQL statements on PostgreSQL, one after the other.",description:"Statements are separated by semicolons; those in strings, `$$` bodies, quoted names and comments do not count.\nAll run on one connection and, unless `transaction` is false, in one transaction: if one fails, none counts.",properties:t.Object({sql:t.String({description:"The statements, separated by `;`."}),transaction:t.Optional(t.Boolean({description:"False: each statement commits on its own, which `VACUUM`, `CREATE DATABASE` and `CREATE INDEX CONCURRENTLY` need.",default:!0})),...f,...g,...T,...E}),outputs:t.Object({outputs:t.Array(d,{description:"One entry for each statement that returns rows, in order; the others have none."})}),interrupted:"rerun",examples:[{title:"Make a table and fill it",code:`id: products
namespace: company.team
tasks:
  - id: init
    type: io.kestra.plugin.jdbc.postgresql.Queries
    url: jdbc:postgresql://localhost:5432/shop
    username: "{{ secret('POSTGRES_USER') }}"
    password: "{{ secret('POSTGRES_PASSWORD') }}"
    sql: |
      CREATE TABLE IF NOT EXISTS products (id integer PRIMARY KEY, name text);
      INSERT INTO products VALUES (1, 'cello'), (2, 'oboe') ON CONFLICT (id) DO NOTHING;
`},{title:"Several results",code:`id: overview
namespace: company.team
tasks:
  - id: numbers
    type: io.kestra.plugin.jdbc.postgresql.Queries
    url: jdbc:postgresql://localhost:5432/shop
    username: "{{ secret('POSTGRES_USER') }}"
    password: "{{ secret('POSTGRES_PASSWORD') }}"
    fetchType: FETCH_ONE
    sql: |
      SELECT count(*) AS n FROM products;
      SELECT max(id) AS last FROM products;
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.numbers.outputs[0].row.n }} products, the last is {{ outputs.numbers.outputs[1].row.last }}"
`}],async run(o,s){let a=l(o),A=w("sql",o.sql,o.parameters),i=async e=>{let r=[];for(let[P,{statement:p,values:q}]of A.entries()){s.signal.throwIfAborted();let C={storage:s.storage,fileName:`rows-${P+1}.ion`},N=h(s.log,p),n=await y(e,p,q,a,C);S(s.log,n,N),n.fetched!==void 0&&r.push(n.fetched)}return r},c=await R(o,s,e=>o.transaction===!1?i(e):O(e,()=>i(e))),b=c.reduce((e,{size:r=0})=>e+r,0);return s.metric({name:"fetch.size",type:"counter",value:b,tags:m(a)}),{outputs:{outputs:c}}}});export{_ as queries};
