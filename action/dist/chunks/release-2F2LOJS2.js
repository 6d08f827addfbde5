import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as l,b as r,d as o,e as p}from"./chunk-ANKZH3LF.js";import{a as n}from"./chunk-KVN6QS6D.js";import{a as e,b as s}from"./chunk-LW4U2VDV.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var d=["published"],f=n({type:"gitphony.github.Release",title:"Runs the flow when a release is published or changed.",description:"GitHub only: a trigger of our own, which no Kestra server knows.",properties:e.Object({types:e.Optional(s(e.Array(e.Union([e.Literal("published"),e.Literal("created"),e.Literal("edited"),e.Literal("deleted"),e.Literal("prereleased"),e.Literal("released"),e.Literal("unpublished")]),{minItems:1,description:"What has to happen. Default: published."})))}),variables:e.Object({action:e.String({description:"What happened, e.g. published."}),tag:e.String({description:"Its tag."}),name:e.String({description:"Its title."}),prerelease:e.Boolean({description:"Whether it is marked as a pre-release."}),author:e.String({description:"Who made it."}),url:e.String({description:"Its page."})}),strangerText:["tag","name"],examples:[{title:"After a release",code:`id: on_release
namespace: company.team
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "Released {{ trigger.tag }}"
triggers:
  - id: event
    type: gitphony.github.Release
`}],toWorkflow:({types:i=[...d]})=>({release:{types:i}}),fromEvent({name:i,payload:t},{types:g=[...d]},a){if(i!=="release"||!o(t,g))return;let h=p({action:r(t,"action"),tag:r(t,"release","tag_name"),name:r(t,"release","name"),prerelease:l(t,"release","prerelease")===!0,author:r(t,"release","author","login"),url:r(t,"release","html_url")});return{id:a.id,type:a.type,variables:h}}});export{f as release};
