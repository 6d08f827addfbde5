import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o}from"./chunk-KVN6QS6D.js";import{a as e}from"./chunk-GK35WNT7.js";import{b as r}from"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var h=o({type:"io.kestra.plugin.core.trigger.Webhook",aliases:["io.kestra.core.models.triggers.types.Webhook"],title:"Runs the flow on a request from outside.",description:"Templates see `trigger.body` (JSON, or the text where it is none), `trigger.headers` and `trigger.parameters` (lists of texts by name). On GitHub the request is a dispatch of the workflow with the key, see the page on triggers; it is answered before the flow runs. Locally: `gitphony run FLOW --trigger ID --body FILE`.",properties:e.Object({key:e.String({minLength:1,maxLength:256,description:"What a request must know. A flow file is no place for a secret: `{{ secret('WEBHOOK_KEY') }}` keeps it out of the repository.","x-secret":!0})}),variables:e.Object({body:e.Unknown({description:"The body: JSON where it is JSON, else its text; null where there is none."}),headers:e.Record(e.String(),e.Array(e.String()),{description:"The headers by the names that were sent, each a list."}),parameters:e.Record(e.String(),e.Array(e.String()),{description:"The parameters of the query, each a list."})}),examples:[{title:"With a value of the body as an input",code:`id: on_order
namespace: company.team
inputs:
  - id: order
    type: INT
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "Order {{ inputs.order }} of {{ trigger.body.customer ?? 'somebody' }}"
triggers:
  - id: hook
    type: io.kestra.plugin.core.trigger.Webhook
    key: "{{ secret('ORDER_WEBHOOK_KEY') }}"
    inputs:
      order: "{{ trigger.body.order }}"
`}],toWorkflow:()=>({}),fromRequest({body:i,headers:s,parameters:a},t){let n=Object.assign(r(),{body:i,headers:s,parameters:a});return{id:t.id,type:t.type,variables:n}}});export{h as webhook};
