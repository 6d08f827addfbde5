import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as c,c as p,d as u,e as d,f}from"./chunk-EMVCBU6K.js";import"./chunk-BIK2BVDC.js";import{a as i}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-GK35WNT7.js";import"./chunk-AWWF6DLG.js";import{c as a}from"./chunk-ZTYQ7J6N.js";import"./chunk-HX7BRULB.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var y=10*1024*1024,A=i({type:"io.kestra.plugin.core.http.Request",aliases:["io.kestra.plugin.fs.http.Request"],title:"Make an HTTP request, and keep the answer as an output.",description:"For text of up to 10 MB. For files use `io.kestra.plugin.core.http.Download`, which streams into storage.",properties:e.Object({...d,encryptBody:e.Optional(e.Literal(!1,{description:"Kept for flows written for Kestra: outputs are not encrypted here."}))}),outputs:e.Object({uri:e.String({description:"The address of the request, with its parameters."}),code:e.Integer({description:"The status code."}),headers:f,body:e.Optional(e.String({description:"The body as text."}))}),examples:[{title:"Ask an API",code:`id: products
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
`}],async run(t,r){let o=await u(t,r);try{await p(o,t);let{uri:s,code:n,headers:h}=o,m=await w(o,t.options?.maxContentLength??y),l=n!==204&&t.method!=="HEAD";return{outputs:{uri:s,code:n,headers:h,...l?{body:g(m)}:{}}}}catch(s){throw r.signal.throwIfAborted(),c(s,t.method??"GET",o.uri)}finally{await o.close()}}});async function w({body:t},r){let o=[],s=0;for await(let n of t)if(o.push(n),s+=n.length,!(s<=r))throw new a("HTTP_TOO_LARGE",`expected a body of at most ${r} bytes, got more`,{retryable:!1,hint:"Use io.kestra.plugin.core.http.Download, which streams into storage, or raise options.maxContentLength."});return Buffer.concat(o)}function g(t){try{return new TextDecoder("utf-8",{fatal:!0}).decode(t)}catch(r){throw new a("HTTP_NOT_TEXT","expected a body of UTF-8 text, got other bytes",{cause:r,retryable:!1,hint:"Use io.kestra.plugin.core.http.Download for files and for text in another encoding."})}}export{A as request};
