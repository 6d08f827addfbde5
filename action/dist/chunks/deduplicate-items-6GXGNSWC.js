import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a}from"./chunk-UOPZUZVR.js";import"./chunk-QFEIR2QO.js";import{a as d}from"./chunk-CRVPFWN7.js";import{a as c}from"./chunk-RM3W4OMQ.js";import{a as t,c as f}from"./chunk-LW4U2VDV.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";import{createHash as u}from"node:crypto";import{Readable as h}from"node:stream";var g=Buffer.from(`
`),I=40,D=c({type:"io.kestra.plugin.core.storage.DeduplicateItems",aliases:["io.kestra.core.tasks.storages.DeduplicateItems"],title:"Keep only the last of the items of a stored file that have the same key.",description:"The file has one JSON object a line; its fields are variables of the key’s expression. Reads the file twice; the memory grows with the number of keys (about 100 MB for a million), not with the size of the file.",properties:t.Object({from:t.String({description:"URI of the stored file."}),expr:f(t.String({description:"A template that gives the key of an item."}))}),outputs:t.Object({uri:t.String({description:"URI of the new file."}),numKeys:t.Integer({description:"Different keys."}),processedItemsTotal:t.Integer({description:"Items read."}),droppedItemsTotal:t.Integer({description:"Items left out."})}),examples:[{title:"The newest state of each order",code:`id: newest
namespace: company.team
inputs:
  - id: changes
    type: FILE
tasks:
  - id: deduplicate
    type: io.kestra.plugin.core.storage.DeduplicateItems
    from: "{{ inputs.changes }}"
    expr: "{{ order_id }}"
`}],async run({from:e,expr:n},s){let o=new Map,r=0;for await(let l of a(s,e)){s.signal.throwIfAborted();for(let{value:m,number:p}of l)o.set(w(await s.render(n,m)),p),r=p}let i=h.from(y(e,new Set(o.values()),s),{objectMode:!1});return{outputs:{uri:await s.storage.put(`deduplicated${d(e,".ion")}`,i),numKeys:o.size,processedItemsTotal:r,droppedItemsTotal:r-o.size}}}});async function*y(e,n,s){for await(let o of a(s,e)){s.signal.throwIfAborted();let r=o.filter(({number:i})=>n.has(i)).flatMap(({line:i})=>[i,g]);r.length>0&&(yield Buffer.concat(r))}}function w(e){return e.length<=I?e:`#${u("sha256").update(e).digest("base64")}`}export{D as deduplicateItems};
