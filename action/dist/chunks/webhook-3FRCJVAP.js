import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as i}from"./chunk-KVN6QS6D.js";import{a as e,f as t}from"./chunk-LW4U2VDV.js";import{b as s}from"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var r="GitHub answers a request before the flow runs",u=i({type:"io.kestra.plugin.core.trigger.Webhook",aliases:["io.kestra.core.models.triggers.types.Webhook"],title:"Runs the flow on a request from outside.",description:"Templates see `trigger.body` (JSON, or the text where it is none), `trigger.headers` and `trigger.parameters` (lists of texts by name). On GitHub the request is a dispatch of the workflow with the key, see the page on triggers; it is answered before the flow runs. Locally: `gitphony run FLOW --trigger ID --body FILE`.",properties:e.Object({key:e.String({minLength:1,maxLength:256,description:"What a request must know. A flow file is no place for a secret: `{{ secret('WEBHOOK_KEY') }}` keeps it out of the repository.","x-secret":!0}),wait:e.Optional(t(`makes the request wait for the end of the flow; ${r}`,e.Boolean())),returnOutputs:e.Optional(t(`answers the request with the flow’s outputs; ${r}`,e.Boolean())),responseContentType:e.Optional(t(`is the type of that answer; ${r}`,e.Union([e.Literal("application/json"),e.Literal("text/plain")]))),responseCode:e.Optional(t(`is the status of that answer; ${r}`,e.Integer()))}),variables:e.Object({body:e.Unknown({description:"The body: JSON where it is JSON, else its text; null where there is none."}),headers:e.Record(e.String(),e.Array(e.String()),{description:"The headers by the names that were sent, each a list."}),parameters:e.Record(e.String(),e.Array(e.String()),{description:"The parameters of the query, each a list."})}),examples:[{title:"With a value of the body as an input",code:`id: on_order
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
`}],toWorkflow:()=>({}),fromRequest({body:a,headers:n,parameters:p},o){let h=Object.assign(s(),{body:a,headers:n,parameters:p});return{id:o.id,type:o.type,variables:h}}});export{u as webhook};
