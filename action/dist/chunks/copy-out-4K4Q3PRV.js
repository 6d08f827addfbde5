import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as O,b as T,c as R,d as q,e as P}from"./chunk-VRPVZ6DF.js";import{d as w}from"./chunk-PVMDJ7MG.js";import{a as h,b,g as C,h as E}from"./chunk-LFEE35KD.js";import{a as f}from"./chunk-7Y5WSV3K.js";import{e as y,f as S,g}from"./chunk-Q3OK4FEC.js";import"./chunk-WUQXK67W.js";import{a as d}from"./chunk-RM3W4OMQ.js";import{a as n}from"./chunk-GK35WNT7.js";import{c}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";import{once as v}from"node:events";var A=256*1024;async function x(t,e,r,a){let o=t.query(await C(e.bound.text,A)),{stream:u}=t.connection,s;o.once("error",l=>{s={error:l}});let i=v(t,"drain");i.catch(()=>{});let m=u.bytesRead,k=w(r,"bytes",()=>u.bytesRead-m);try{let l=await r.storage.put(a,o);return await i,{uri:l,rowCount:o.rowCount}}catch(l){let p=s?.error??l;throw h(p)||s!==void 0?b(p,e):l}finally{k()}}var $={TEXT:"tsv",CSV:"csv",BINARY:"bin"},K=d({type:"io.kestra.plugin.jdbc.postgresql.CopyOut",title:"Write a table or the rows of a query to a file by COPY.",description:"The rows are streamed into storage; memory does not grow with their number. Give `sql` or `table`.",properties:n.Object({sql:n.Optional(n.String({description:"A SELECT or VALUES, or an INSERT, UPDATE, DELETE or MERGE with RETURNING."})),table:n.Optional(n.String({description:"The table, with its schema where needed."})),...T,...O,forceQuote:R('CSV: columns whose values are always quoted; `["*"]`: all.')}),outputs:n.Object({uri:n.String({description:"The file, in storage."}),rowCount:n.Integer({description:"How many rows it holds."})}),interrupted:"rerun",examples:[{title:"A report as CSV with a header",code:`id: report
namespace: company.team
tasks:
  - id: export
    type: io.kestra.plugin.jdbc.postgresql.CopyOut
    url: jdbc:postgresql://localhost:5432/ny_taxi
    username: "{{ secret('POSTGRES_USER') }}"
    password: "{{ secret('POSTGRES_PASSWORD') }}"
    sql: SELECT payment_type, count(*) AS trips FROM green_tripdata GROUP BY 1 ORDER BY 1
    format: CSV
    header: true
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.export.rowCount }} lines in {{ outputs.export.uri }}"
`}],async run(t,e){let r=U(t),a=`copy-out.${$[t.format??"TEXT"]}`,o=await E(t,e,async u=>{let s=S(e.log,r),i=await x(u,r,e,a);return g(e.log,{command:"COPY",rowCount:i.rowCount,fields:[]},s),i});return e.metric({name:"rows",type:"counter",value:o.rowCount}),{outputs:o}}});function U(t){let e=` TO STDOUT${P(t)}`;if(t.sql!==void 0)return _(t.sql,e);if(t.table===void 0)throw Y("either `sql` or `table` is needed, but neither is there");let r=`COPY ${q(t.table,t.columns)}${e}`;return{property:"COPY",source:r,offset:0,bound:y(r)}}function _(t,e){let[r,...a]=f(t);if(r===void 0||a.length>0)throw Y(`\`sql\` should be one statement, but has ${r===void 0?"none":a.length+1}`);let{text:o,offset:u}=r,s="COPY (",i=m=>Math.max(0,Math.min(m-s.length,o.length));return{property:"sql",source:t,offset:u,bound:{text:`${s}${o}
)${e}`,names:[],toSource:i}}}function Y(t){return new c("SQL_STATEMENT_COUNT",`For COPY ${t}.`,{hint:"Write `sql: SELECT …`, or `table: public.trips`.",retryable:!1})}export{K as copyOut};
