import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as e,b as a}from"./chunk-2Z4ZJS3M.js";import"./chunk-ZQ4TUU6H.js";import"./chunk-2Z7ZEMPR.js";import"./chunk-UI5CK34X.js";import"./chunk-NZV72F7I.js";import"./chunk-QAAYNXCA.js";import{a as c}from"./chunk-QJL45L54.js";import"./chunk-TTZJAYKB.js";import"./chunk-SSKPTSHI.js";import"./chunk-AWWF6DLG.js";import"./chunk-LJMJCLEF.js";import"./chunk-ZTYQ7J6N.js";import{e as o,j as s}from"./chunk-DW4N5E32.js";import"./chunk-TDBDNULB.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-H4NMYWGH.js";import"./chunk-55CDFFVJ.js";async function d(r){let{trigger:m,dates:t}=await a(r),{matrix:f,count:i,hash:p}=e(t,r.request.backfill);o("matrix",JSON.stringify(f)),o("count",String(i)),o("hash",p);let n=`${i} ${i===1?"tick":"ticks"} of ${m.node.id}`;s(`${n}:
${t.join(`
`)}`),await c(`${n}, ${t[0]??""} to ${t.at(-1)??""}
`)}export{d as listTicks};
