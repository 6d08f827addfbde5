import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as e,c as r,i as u,m as d}from"./chunk-LW4U2VDV.js";import{a as l}from"./chunk-UI5CK34X.js";import"./chunk-HFHZAMUV.js";var g=l({type:"io.kestra.plugin.core.flow.Switch",aliases:["io.kestra.core.tasks.flows.Switch"],title:"Run one of several lists of tasks, by a value.",description:"The value is rendered and compared, as a text, with the names of the cases; where none is the same, `defaults` run. Without `defaults` nothing runs, and the task succeeds.",properties:e.Object({value:r(e.Union([e.String(),e.Boolean(),e.Number()],{description:"What is compared, e.g. `{{ inputs.taxi }}`."})),cases:e.Optional(d({description:"Lists of tasks by value."})),defaults:e.Optional({...u({description:"Tasks for a value that no case has."}),minItems:1})}),outputs:e.Object({value:e.String({description:"What the value rendered to."}),defaults:e.Boolean({description:"True where no case had the value."})}),examples:[{title:"Three ways",code:`id: by_format
namespace: company.team
inputs:
  - id: format
    type: SELECT
    values: [csv, parquet, json]
    defaults: csv
tasks:
  - id: choose
    type: io.kestra.plugin.core.flow.Switch
    value: "{{ inputs.format }}"
    cases:
      csv:
        - id: read_csv
          type: io.kestra.plugin.core.log.Log
          message: Reading CSV
      parquet:
        - id: read_parquet
          type: io.kestra.plugin.core.log.Log
          message: Reading Parquet
    defaults:
      - id: unknown
        type: io.kestra.plugin.core.log.Log
        message: "{{ inputs.format }} is new to me"
`}],async run({value:t,cases:n={},defaults:c=[]},a){let s=p(a.recordedOutputs)??await a.render(String(t)),i=Object.hasOwn(n,s)?n[s]:void 0,o={value:s,defaults:i===void 0};return a.setOutputs(o),{state:await a.sequence(i??c),outputs:o}}});function p(t){if(!(typeof t!="object"||t===null||!("value"in t)))return typeof t.value=="string"?t.value:void 0}export{g as switchCase};
