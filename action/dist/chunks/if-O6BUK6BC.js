import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as s}from"./chunk-S7ATCBIR.js";import{a as e,c as a,i}from"./chunk-LW4U2VDV.js";import{a as r}from"./chunk-UI5CK34X.js";import"./chunk-HFHZAMUV.js";var f=r({type:"io.kestra.plugin.core.flow.If",aliases:["io.kestra.core.tasks.flows.If"],title:"Run one list of tasks or another, by a condition.",description:"The condition is rendered; `false`, `0`, `-0` and an empty text take `else`, everything else takes `then`. A condition that cannot be rendered fails the task: neither branch runs.",properties:e.Object({condition:a(e.Union([e.String(),e.Boolean(),e.Number()],{description:"The condition, e.g. `{{ inputs.taxi == 'green' }}`."})),then:{...i({description:"Tasks for a true condition."}),minItems:1},else:e.Optional(i({description:"Tasks for a false condition."}))}),outputs:e.Object({evaluationResult:e.Boolean({description:"What the condition came to."})}),examples:[{title:"Choose by an input",code:`id: choose
namespace: company.team
inputs:
  - id: taxi
    type: SELECT
    values: [yellow, green]
    defaults: yellow
tasks:
  - id: by_colour
    type: io.kestra.plugin.core.flow.If
    condition: "{{ inputs.taxi == 'green' }}"
    then:
      - id: green
        type: io.kestra.plugin.core.log.Log
        message: A green taxi
    else:
      - id: yellow
        type: io.kestra.plugin.core.log.Log
        message: A yellow taxi
`}],async run({condition:t},n){let o=d(n.recordedOutputs)??s(await n.render(String(t)));n.setOutputs({evaluationResult:o});let l=n.node.children[o?"then":"else"]??[];return{state:await n.sequence(l),outputs:{evaluationResult:o}}}});function d(t){if(!(typeof t!="object"||t===null||!("evaluationResult"in t)))return typeof t.evaluationResult=="boolean"?t.evaluationResult:void 0}export{f as ifElse};
