import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as A,b}from"./chunk-IDPNT6GI.js";import"./chunk-K4FMNMKS.js";import{c as O}from"./chunk-BKUQCQD7.js";import{b as w}from"./chunk-Y3PZFIPW.js";import"./chunk-N4QLAZKP.js";import{e as E,f as T,g as R,l as y}from"./chunk-GBITEC57.js";import{b as f,c as h}from"./chunk-263Y6WEQ.js";import"./chunk-FLHTAYWU.js";import"./chunk-7Y5WSV3K.js";import{f as S,g}from"./chunk-Q3OK4FEC.js";import"./chunk-BOQP6RS5.js";import{d as m,e as d}from"./chunk-NS2XLPVV.js";import"./chunk-WUQXK67W.js";import{a as l}from"./chunk-RM3W4OMQ.js";import{a as t,d as u}from"./chunk-LW4U2VDV.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var $=l({type:"io.kestra.plugin.jdbc.postgresql.Queries",title:"Run several SQL statements on PostgreSQL, one after the other.",description:"Statements are separated by semicolons; those in strings, `$$` bodies, quoted names and comments do not count.\nAll run on one connection and, unless `transaction` is false, in one transaction: if one fails, none counts.",properties:t.Object({sql:t.String({description:"The statements, separated by `;`."}),transaction:t.Optional(t.Boolean({description:"False: each statement commits on its own, which `VACUUM`, `CREATE DATABASE` and `CREATE INDEX CONCURRENTLY` need.",default:!0})),...h,...E,...R,...T},u({afterSQL:"write it as the last statement of `sql`: Kestra takes it here and never runs it"})),outputs:t.Object({outputs:t.Array(f,{description:"One entry for each statement that returns rows, in order; the others have none."})}),interrupted:"rerun",dryRunSql:w,examples:[{title:"Make a table and fill it",code:`id: products
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
`}],async run(o,s){let a=m(o),q=b("sql",o.sql,o.parameters),i=async e=>{let r=[];for(let[C,{statement:p,values:N}]of q.entries()){s.signal.throwIfAborted();let L={storage:s.storage,fileName:`rows-${C+1}.ion`},k=S(s.log,p),n=await A(e,p,N,a,L);g(s.log,n,k),n.fetched!==void 0&&r.push(n.fetched)}return r},c=await y(o,s,e=>o.transaction===!1?i(e):O(e,()=>i(e))),P=c.reduce((e,{size:r=0})=>e+r,0);return s.metric({name:"fetch.size",type:"counter",value:P,tags:d(a)}),{outputs:{outputs:c}}}});export{$ as queries};
