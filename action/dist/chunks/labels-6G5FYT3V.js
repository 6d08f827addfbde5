import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as c}from"./chunk-OOJ4NGK6.js";import{a as i,c as d}from"./chunk-QAOWYUA7.js";import{a as l}from"./chunk-RM3W4OMQ.js";import{a as e,c as o}from"./chunk-LW4U2VDV.js";import"./chunk-HX7BRULB.js";import{c as r}from"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var m=e.Object({key:e.String(),value:e.String()},{additionalProperties:!1}),k=l({type:"io.kestra.plugin.core.execution.Labels",aliases:["io.kestra.core.tasks.executions.Labels"],title:"Add labels to the execution, or change them.",description:"Later labels win. Names that begin with `system.` are reserved, and refused.",properties:e.Object({labels:o(e.Union([e.Record(e.String(),e.Unknown()),e.Array(m),e.String()],{description:"The labels: a map, a list of `{key, value}`, or JSON text of a map."}))}),outputs:c,examples:[{title:"Say what an execution works on",code:`id: labelled
namespace: company.team
inputs:
  - id: taxi
    type: STRING
    defaults: green
tasks:
  - id: set_label
    type: io.kestra.plugin.core.execution.Labels
    labels:
      taxi: "{{ inputs.taxi }}"
      file: "{{ inputs.taxi }}_tripdata.csv"
`}],async run(t,a){let s=Array.isArray(t.labels)?await Promise.all(t.labels.map(async({key:b,value:p})=>[await i(a,b),await i(a,p)])):await d(a,"labels",t.labels),n=Object.fromEntries(s);return u(n),a.addLabels(n),{}}});function u(t){for(let[a,s]of Object.entries(t)){if(a.startsWith("system."))throw new r("SYSTEM_LABEL",`labels: "system." is reserved, got ${a}=${s}`,{retryable:!1,hint:'Choose a name that does not begin with "system.".'});if(!(a!==""&&s!==""))throw new r("EMPTY_LABEL",`labels: expected a name and a value, got "${a}"="${s}"`,{retryable:!1,hint:"Give every label a value, or leave it out."})}}export{k as labels};
