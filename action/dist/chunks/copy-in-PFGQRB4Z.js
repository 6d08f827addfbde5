import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{c as O}from"./chunk-BKUQCQD7.js";import{a as k,b as T,c as m,d as L,e as q}from"./chunk-3Z7DS6ZL.js";import{d as b}from"./chunk-PVMDJ7MG.js";import{a as g,b as S,j as C,l as P}from"./chunk-GBITEC57.js";import{e as y,f as h,g as w}from"./chunk-Q3OK4FEC.js";import"./chunk-WUQXK67W.js";import{a as f}from"./chunk-RM3W4OMQ.js";import{a as s,d as c,h as u}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";import{createReadStream as Q}from"node:fs";import{stat as j}from"node:fs/promises";import{pipeline as I}from"node:stream/promises";async function v(o,e,n,i){let l=await C(e.bound.text,i),a;n.once("error",t=>{a={error:t}});let r=o.query(l);try{await I(n,r)}catch(t){throw a!==void 0&&!g(t)&&a.error===t?t:S(t,e)}return r.rowCount}var R=64*1024,X=f({type:"io.kestra.plugin.jdbc.postgresql.CopyIn",title:"Load a file into a PostgreSQL table by COPY.",description:"The file is streamed to the server; memory does not grow with its size. Either every row is loaded or none: a broken row fails\nthe task with PostgreSQL's message, the line of the file and the column, and the table stays as it was.\n\n`table` and `columns` go to the server as written: bare names fold to lower case as everywhere in PostgreSQL, names in double\nquotes keep their case. Anything that is not a name is refused.",properties:s.Object({from:u({description:"The file, in storage."}),table:s.String({description:"The table, with its schema where needed: `public.trips`."}),...T,...k,freeze:s.Optional(s.Boolean({description:"Store rows frozen; only in a table made or truncated in the same transaction.",default:!1})),forceNotNull:m("CSV: columns in which nothing is read as NULL: an empty value is an empty text."),forceNull:m("CSV: columns in which `nullString` is read as NULL even in quotes.")},c({oids:"delete it: PostgreSQL has no such option since version 12",forceQuote:"delete it: PostgreSQL takes it in CopyOut only"})),outputs:s.Object({rowCount:s.Integer({description:"How many rows were loaded."})}),interrupted:"rerun",examples:[{title:"Download a CSV file and load it",code:`id: load_products
namespace: company.team
tasks:
  - id: download
    type: io.kestra.plugin.core.http.Download
    uri: https://example.com/products.csv
  - id: load
    type: io.kestra.plugin.jdbc.postgresql.CopyIn
    url: jdbc:postgresql://localhost:5432/shop
    username: "{{ secret('POSTGRES_USER') }}"
    password: "{{ secret('POSTGRES_PASSWORD') }}"
    from: "{{ outputs.download.uri }}"
    table: public.products
    columns: [id, name]
    format: CSV
    header: true
`}],async run(o,e){let n=`COPY ${L(o.table,o.columns)} FROM STDIN${q(o)}`,i={property:"COPY",source:n,offset:0,bound:y(n)},l=await e.storage.localPath(o.from),{size:a}=await j(l),r=await P(o,e,async t=>{let E=h(e.log,i),p=Q(l,{highWaterMark:R}),N=b(e,"bytes",()=>p.bytesRead,a);try{let d=await O(t,()=>v(t,i,p,R));return w(e.log,{command:"COPY",rowCount:d,fields:[]},E),d}finally{N()}});return e.progress({done:r,total:r,unit:"rows"}),e.metric({name:"rows",type:"counter",value:r}),{outputs:{rowCount:r}}}});export{X as copyIn};
