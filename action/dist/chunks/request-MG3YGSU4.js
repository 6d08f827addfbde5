import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as s,b as p}from"./chunk-MIK2GQRZ.js";import{e as o}from"./chunk-HCN6OJMI.js";import"./chunk-MGQROBU6.js";import"./chunk-GS2Z72WH.js";import{a as e}from"./chunk-RM3W4OMQ.js";import{a as t}from"./chunk-LW4U2VDV.js";import"./chunk-AWWF6DLG.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var m=e({type:"io.kestra.plugin.core.http.Request",aliases:["io.kestra.plugin.fs.http.Request"],title:"Make an HTTP request, and keep the answer as an output.",description:"For text of up to 10 MB. For files use `io.kestra.plugin.core.http.Download`, which streams into storage.",properties:t.Object({...o,encryptBody:t.Optional(t.Literal(!1,{description:"Kept for flows written for Kestra: outputs are not encrypted here."}))}),outputs:s,examples:[{title:"Ask an API",code:`id: products
namespace: company.team
tasks:
  - id: products
    type: io.kestra.plugin.core.http.Request
    uri: https://dummyjson.com/products
    params:
      limit: 5
    options:
      timeout:
        connectTimeout: PT5S
  - id: first
    type: io.kestra.plugin.core.log.Log
    message: "{{ fromJson(outputs.products.body).products[0].title }}"
`},{title:"Send JSON with a token",code:`id: notify
namespace: company.team
tasks:
  - id: notify
    type: io.kestra.plugin.core.http.Request
    uri: https://example.com/hook
    method: POST
    body: "{{ {'execution': execution.id} }}"
    options:
      auth:
        type: BEARER
        token: "{{ secret('HOOK_TOKEN') }}"
`}],run:async(i,r)=>({outputs:await p(i,r)})});export{m as request};
