import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as c,b as i,e as u}from"./chunk-ANKZH3LF.js";import{a as l}from"./chunk-KVN6QS6D.js";import{a as e,b as n}from"./chunk-LW4U2VDV.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var k=l({type:"gitphony.github.WorkflowRun",title:"Runs the flow after a run of another workflow.",description:"Only runs of this repository count: those of a fork are left out, whatever they ended as. For flows, use the Flow trigger. GitHub only.",properties:e.Object({workflows:n(e.Array(e.String({minLength:1}),{minItems:1,description:"The names of the workflows."})),branches:e.Optional(n(e.Array(e.String({minLength:1}),{minItems:1,description:"Patterns of the branches that it ran for. Default: all."}))),conclusions:e.Optional(n(e.Array(e.String({minLength:1}),{minItems:1,description:"How it must have ended, e.g. success. Default: success."})))}),variables:e.Object({runId:e.Integer({description:"The number of the run."}),workflow:e.String({description:"The name of its workflow."}),conclusion:e.String({description:"How it ended, e.g. success."}),event:e.String({description:"What started it, e.g. push."}),branch:e.String({description:"The branch that it ran for."}),sha:e.String({description:"The commit that it ran for."}),url:e.String({description:"Its page."})}),strangerText:["branch"],examples:[{title:"After the build",code:`id: after_build
namespace: company.team
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ trigger.workflow }} built {{ trigger.sha }}"
triggers:
  - id: event
    type: gitphony.github.WorkflowRun
    workflows: [Build]
    branches: [main]
`}],toWorkflow:({workflows:o,branches:r})=>({workflow_run:{workflows:o,types:["completed"],...r===void 0?{}:{branches:r}}}),fromEvent({name:o,payload:r},{workflows:f,conclusions:h=["success"]},s){if(o!=="workflow_run")return;let a="workflow_run",t=(...m)=>i(r,a,...m),d=t("head_repository","full_name")===i(r,"repository","full_name"),g=f.includes(t("name"))&&h.includes(t("conclusion"));if(!d||!g)return;let p=u({runId:c(r,a,"id"),workflow:t("name"),conclusion:t("conclusion"),event:t("event"),branch:t("head_branch"),sha:t("head_sha"),url:t("html_url")});return{id:s.id,type:s.type,variables:p}}});export{k as workflowRun};
