import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as d,b as c}from"./chunk-MIK2GQRZ.js";import{e as l}from"./chunk-HCN6OJMI.js";import"./chunk-MGQROBU6.js";import{a}from"./chunk-S7ATCBIR.js";import{a as p}from"./chunk-3K734UHQ.js";import"./chunk-O52CSQUH.js";import"./chunk-GS2Z72WH.js";import{a as n}from"./chunk-KVN6QS6D.js";import{a as e,c as i}from"./chunk-LW4U2VDV.js";import"./chunk-AWWF6DLG.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import{b as s}from"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var x=n({type:"io.kestra.plugin.core.http.Trigger",aliases:["io.kestra.plugin.fs.http.Trigger"],title:"Runs the flow when an HTTP request is answered as it should be.",description:"Asks every `interval`, and fires each time that `responseCondition` holds: nothing is remembered. `stopAfter: [SUCCESS]` makes it once.",properties:e.Object({...l,...p,responseCondition:e.Optional(i(e.String({default:"{{ response.statusCode < 400 }}",description:"When to fire. Templates see `response.statusCode`, `response.body` (text) and `response.headers`; the empty text, `false` and `0` are no."}))),encryptBody:e.Optional(e.Literal(!1,{description:"Kept for flows written for Kestra: outputs are not encrypted here."}))}),variables:d,examples:[{title:"Once a price is low enough",code:`id: price_alert
namespace: company.team
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "The price is now {{ fromJson(trigger.body).price }}"
triggers:
  - id: price
    type: io.kestra.plugin.core.http.Trigger
    uri: https://fakestoreapi.com/products/1
    responseCondition: "{{ fromJson(response.body).price <= 110 }}"
    interval: PT1H
    stopAfter: [SUCCESS]
`}],toWorkflow:()=>({}),async poll({responseCondition:m,...t},r){let g={...t.options,allowFailed:!0},o=await c({...t,options:g},r),{code:f,body:u,headers:h}=o,y=Object.assign(s(),{statusCode:f,body:u??null,headers:h}),w=await r.render(m??"{{ response.statusCode < 400 }}",{response:y});return a(w)?{variables:o}:{}}});export{x as trigger};
