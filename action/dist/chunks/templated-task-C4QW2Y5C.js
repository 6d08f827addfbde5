import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as t}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-HFHZAMUV.js";var r=t({type:"io.kestra.plugin.core.templating.TemplatedTask",aliases:["io.kestra.core.tasks.templating.TemplatedTask"],title:"Run the task that a template renders to.",description:"The outputs are those of that task. It has to be one that does work of its own: no flowable, and not this type. Its timeout, retry and the like are those of this task. On GitHub, name the secrets that it reads in the flow too: a job gets only those that compile can see.",properties:e.Object({spec:e.String({description:"YAML of the task: `type` and its properties. Templates left in it are rendered then."})}),outputs:e.Object({},{additionalProperties:!0}),examples:[{title:"A task from a variable",code:`id: by_variable
namespace: company.team
variables:
  greeting: |
    type: io.kestra.plugin.core.debug.Return
    format: "Hello {{ flow.id }}"
tasks:
  - id: templated
    type: io.kestra.plugin.core.templating.TemplatedTask
    spec: "{{ vars.greeting }}"
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.templated.value }}"
`}],run:({spec:a},o)=>o.runSpecification(a)});export{r as templatedTask};
