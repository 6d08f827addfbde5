import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as l}from"./chunk-OOJ4NGK6.js";import{a as c}from"./chunk-S7ATCBIR.js";import{a as d}from"./chunk-RM3W4OMQ.js";import{a as s,c as a}from"./chunk-LW4U2VDV.js";import{c as n}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var k=d({type:"io.kestra.plugin.core.execution.Assert",title:"Fail unless all conditions hold.",description:"Every condition is looked at, and each that does not hold is logged. Reports the metrics `success` and `failed`.",properties:s.Object({conditions:a(s.Array(s.String(),{description:"Conditions; `false`, `0`, `-0` and an empty text do not hold."})),errorMessage:s.Optional(s.String({description:"Added to the message of the failure."}))}),outputs:l,examples:[{title:"Check what came in",code:`id: checked
namespace: company.team
inputs:
  - id: year
    type: INT
    defaults: 2019
tasks:
  - id: plausible
    type: io.kestra.plugin.core.execution.Assert
    conditions:
      - "{{ inputs.year >= 2009 }}"
      - "{{ inputs.year <= 2030 }}"
    errorMessage: The year is not one of the data
`}],async run({conditions:r,errorMessage:o},t){let e=0;for(let p of r)await u(p,t)||e++;if(t.metric({name:"success",type:"counter",value:r.length-e}),t.metric({name:"failed",type:"counter",value:e}),e===0)return{};let i=`${e} assertion${e>1?"s":""} failed!`;throw new n("ASSERTION_FAILED",o===void 0?i:`${i}
${o}`)}});async function u(r,o){try{if(c(await o.render(r)))return!0;o.log.error(`Assertion \`${r}\` failed!`)}catch(t){let e=t instanceof Error?t.message:String(t);o.log.error(`Assertion \`${r}\` failed, it cannot be rendered: ${e}`)}return!1}export{k as assert};
