import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as O,b as T,c as m,d as k,e as q}from"./chunk-VRPVZ6DF.js";import{d as S}from"./chunk-PVMDJ7MG.js";import{c as P}from"./chunk-VBYXNYOE.js";import{a as w,b as g,f as b,h as C}from"./chunk-LFEE35KD.js";import{e as f,f as y,g as h}from"./chunk-Q3OK4FEC.js";import"./chunk-WUQXK67W.js";import{a as u}from"./chunk-RM3W4OMQ.js";import{a as s,f as c}from"./chunk-GK35WNT7.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";import{createReadStream as I}from"node:fs";import{stat as j}from"node:fs/promises";import{pipeline as N}from"node:stream/promises";async function R(o,e,n,i){let l=await b(e.bound.text,i),a;n.once("error",t=>{a={error:t}});let r=o.query(l);try{await N(n,r)}catch(t){throw a!==void 0&&!w(t)&&a.error===t?t:g(t,e)}return r.rowCount}var v=64*1024,J=u({type:"io.kestra.plugin.jdbc.postgresql.CopyIn",title:"Load a file into a PostgreSQL table by COPY.",description:"The file is streamed to the server; memory does not grow with its size. Either every row is loaded or none: a broken row fails\nthe task with PostgreSQL's message, the line of the file and the column, and the table stays as it was.\n\n`table` and `columns` go to the server as written: bare names fold to lower case as everywhere in PostgreSQL, names in double\nquotes keep their case. Anything that is not a name is refused.",properties:s.Object({from:c({description:"The file, in storage."}),table:s.String({description:"The table, with its schema where needed: `public.trips`."}),...T,...O,freeze:s.Optional(s.Boolean({description:"Store rows frozen; only in a table made or truncated in the same transaction.",default:!1})),forceNotNull:m("CSV: columns in which nothing is read as NULL: an empty value is an empty text."),forceNull:m("CSV: columns in which `nullString` is read as NULL even in quotes.")}),outputs:s.Object({rowCount:s.Integer({description:"How many rows were loaded."})}),interrupted:"rerun",examples:[{title:"Download a CSV file and load it",code:`id: load_products
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
`}],async run(o,e){let n=`COPY ${k(o.table,o.columns)} FROM STDIN${q(o)}`,i={property:"COPY",source:n,offset:0,bound:f(n)},l=await e.storage.localPath(o.from),{size:a}=await j(l),r=await C(o,e,async t=>{let E=y(e.log,i),p=I(l,{highWaterMark:v}),L=S(e,"bytes",()=>p.bytesRead,a);try{let d=await P(t,()=>R(t,i,p,v));return h(e.log,{command:"COPY",rowCount:d,fields:[]},E),d}finally{L()}});return e.progress({done:r,total:r,unit:"rows"}),e.metric({name:"rows",type:"counter",value:r}),{outputs:{rowCount:r}}}});export{J as copyIn};
