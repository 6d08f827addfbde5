import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o}from"./chunk-OOJ4NGK6.js";import{a as e}from"./chunk-RM3W4OMQ.js";import{a as t}from"./chunk-LW4U2VDV.js";import"./chunk-HFHZAMUV.js";var r={SUCCESS:"SUCCESS",WARNING:"WARNING",FAILED:"FAILED",KILLED:"KILLED",CANCELED:"CANCELLED"},p=e({type:"io.kestra.plugin.core.execution.Exit",title:"End the execution in a state of your choice.",description:"No task begins any more, and neither `errors` nor `finally` run, whatever the state; `afterExecution` does. Tasks beside it come to their end, but for KILLED, which stops them.",properties:t.Object({state:t.Optional(t.Union([t.Literal("SUCCESS"),t.Literal("WARNING"),t.Literal("FAILED"),t.Literal("KILLED"),t.Literal("CANCELED")],{description:"The state of the execution, of this task and of the blocks around it.",default:"SUCCESS"}))}),outputs:o,examples:[{title:"Nothing to do, nothing done",code:`id: leave_early
namespace: company.team
inputs:
  - id: rows
    type: INT
    defaults: 0
tasks:
  - id: anything
    type: io.kestra.plugin.core.flow.If
    condition: "{{ inputs.rows == 0 }}"
    then:
      - id: leave
        type: io.kestra.plugin.core.execution.Exit
        state: WARNING
  - id: work
    type: io.kestra.plugin.core.log.Log
    message: "{{ inputs.rows }} rows"
`}],async run({state:i="SUCCESS"},n){return n.control.exit(r[i]),{}}});export{p as exit};
