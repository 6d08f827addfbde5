import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as m}from"./chunk-NMYPWBDW.js";import{a as d}from"./chunk-OOJ4NGK6.js";import{a as c}from"./chunk-RM3W4OMQ.js";import{a as e,c as u}from"./chunk-LW4U2VDV.js";import{c as l}from"./chunk-HX7BRULB.js";import{c as n}from"./chunk-MFIELPVX.js";import{a as p}from"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var A=c({type:"io.kestra.plugin.core.execution.SetVariables",title:"Set variables of the execution, for the tasks behind this one.",description:"They are rendered once, here. Maps are merged into maps of the same name; anything else is replaced.",properties:e.Object({variables:u(e.Union([e.Record(e.String(),e.Unknown()),e.String()],{description:"The variables: a map, or a template that renders to the JSON text of one."})),overwrite:e.Optional(e.Boolean({description:"Whether a variable that is there may change; else the task fails.",default:!0}))}),outputs:d,examples:[{title:"A variable that depends on an input",code:`id: set_table
namespace: company.team
variables:
  schema: staging
inputs:
  - id: taxi
    type: STRING
    defaults: green
tasks:
  - id: table
    type: io.kestra.plugin.core.execution.SetVariables
    variables:
      table: "{{ inputs.taxi }}_trips"
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ vars.schema }}.{{ vars.table }}"
`}],async run({variables:t,overwrite:r=!0},a){let o=await b(t,a);return a.control.updateVariables(i=>{let s=Object.keys(o).filter(f=>Object.hasOwn(i,f));if(!r&&s.length>0)throw new n("VARIABLES_EXIST",`\`overwrite\` is set to false and the following variables already exist: ${s.join(",")}`,{retryable:!1,hint:"Choose other names, or leave overwrite out."});return m(i,o)}),{}}});async function b(t,r){let a=await r.renderValue(t),o=typeof a=="string"?y(a):a;if(p(o))return o;throw h()}function y(t){try{return l(t)}catch(r){throw h(r)}}function h(t){return new n("VARIABLES_INVALID","variables: expected a map, or the JSON text of one",{retryable:!1,hint:"Write variables as a YAML map.",...t===void 0?{}:{cause:t}})}export{A as setVariables};
