import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as r,e as f}from"./chunk-ANKZH3LF.js";import{a as m}from"./chunk-KVN6QS6D.js";import{a as e,b as s}from"./chunk-LW4U2VDV.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var l=m({type:"gitphony.github.Push",title:"Runs the flow when somebody pushes to the repository.",description:"GitHub only: a trigger of our own, which no Kestra server knows.",properties:e.Object({branches:e.Optional(s(e.Array(e.String({minLength:1}),{minItems:1,description:"Patterns of branches, as GitHub has them. Default: all."}))),tags:e.Optional(s(e.Array(e.String({minLength:1}),{minItems:1,description:"Patterns of tags. Default: all, where no branches are given."}))),paths:e.Optional(s(e.Array(e.String({minLength:1}),{minItems:1,description:"Patterns of files, of which one must have changed. Default: any."})))}),variables:e.Object({ref:e.String({description:"The full name of what was pushed, e.g. refs/heads/main."}),branch:e.String({description:"The branch; empty for a tag."}),tag:e.String({description:"The tag; empty for a branch."}),sha:e.String({description:"The commit it is at now."}),before:e.String({description:"The commit it was at before."}),message:e.String({description:"The message of that commit."}),actor:e.String({description:"Who pushed."})}),strangerText:["ref","branch","tag","message"],examples:[{title:"After a push that changes models",code:`id: on_push
namespace: company.team
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ trigger.branch }} is at {{ trigger.sha }}"
triggers:
  - id: event
    type: gitphony.github.Push
    branches: [main]
    paths: ["models/**"]
`}],toWorkflow:({branches:i,tags:t,paths:n})=>({push:{...i===void 0?{}:{branches:i},...t===void 0?{}:{tags:t},...n===void 0?{}:{paths:n}}}),fromEvent({name:i,payload:t},n,o){if(i!=="push")return;let a=r(t,"ref"),h=g=>a.startsWith(g)?a.slice(g.length):"",p=f({ref:a,branch:h("refs/heads/"),tag:h("refs/tags/"),sha:r(t,"after"),before:r(t,"before"),message:r(t,"head_commit","message"),actor:r(t,"sender","login")});return{id:o.id,type:o.type,variables:p}}});export{l as push};
