import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as u,b as i,c as d,d as p,e as g}from"./chunk-ANKZH3LF.js";import{a as l}from"./chunk-KVN6QS6D.js";import{a as e,b as r}from"./chunk-LW4U2VDV.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var c=["opened"],I=l({type:"gitphony.github.Issue",title:"Runs the flow when an issue is opened or changed.",description:"Anybody may open issues in a public repository: their text is for `env` and SQL parameters, never for scripts. GitHub only.",properties:e.Object({types:e.Optional(r(e.Array(e.Union([e.Literal("opened"),e.Literal("edited"),e.Literal("closed"),e.Literal("reopened"),e.Literal("labeled"),e.Literal("unlabeled"),e.Literal("assigned"),e.Literal("unassigned")]),{minItems:1,description:"What has to happen. Default: opened."}))),labels:e.Optional(r(e.Array(e.String({minLength:1}),{minItems:1,description:"Names of labels, of which it must have one. Default: any issue."})))}),variables:e.Object({action:e.String({description:"What happened, e.g. opened."}),number:e.Integer({description:"Its number."}),title:e.String({description:"Its title."}),body:e.String({description:"Its text."}),author:e.String({description:"Who opened it."}),labels:e.Array(e.String(),{description:"The names of its labels."}),url:e.String({description:"Its page."})}),strangerText:["title","body","labels"],examples:[{title:"On issues that ask for data",code:`id: on_issue
namespace: company.team
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "Issue {{ trigger.number }} of {{ trigger.author }}"
triggers:
  - id: event
    type: gitphony.github.Issue
    types: [labeled]
    labels: [data-request]
`}],toWorkflow:({types:s=[...c]})=>({issues:{types:s}}),fromEvent({name:s,payload:t},{types:m=[...c],labels:n},o){if(s!=="issues"||!p(t,m))return;let a=d(t,"issue");if(n!==void 0&&!n.some(f=>a.includes(f)))return;let b=g({action:i(t,"action"),number:u(t,"issue","number"),title:i(t,"issue","title"),body:i(t,"issue","body"),author:i(t,"issue","user","login"),labels:a,url:i(t,"issue","html_url")});return{id:o.id,type:o.type,variables:b}}});export{I as issue};
