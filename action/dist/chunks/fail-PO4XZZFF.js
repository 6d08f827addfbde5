import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as n}from"./chunk-OOJ4NGK6.js";import{a}from"./chunk-S7ATCBIR.js";import{a as s}from"./chunk-QAOWYUA7.js";import{a as o}from"./chunk-RM3W4OMQ.js";import{a as e,c as t}from"./chunk-LW4U2VDV.js";import"./chunk-HX7BRULB.js";import{c as r}from"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var k=o({type:"io.kestra.plugin.core.execution.Fail",aliases:["io.kestra.core.tasks.executions.Fail"],title:"Fail the execution on purpose.",properties:e.Object({condition:e.Optional(t(e.Union([e.String(),e.Boolean(),e.Number()],{description:"Fail only where this is true. Without it, always."}))),errorMessage:e.Optional(e.String({description:"The message of the failure.",default:"Task failure"}))}),outputs:n,examples:[{title:"Fail where a check says so",code:`id: guard
namespace: company.team
inputs:
  - id: rows
    type: INT
    defaults: 5
tasks:
  - id: enough
    type: io.kestra.plugin.core.execution.Fail
    condition: "{{ inputs.rows < 1 }}"
    errorMessage: "No rows"
`}],async run({condition:i,errorMessage:p="Task failure"},u){if(i!==void 0&&!a(await s(u,i)))return{};throw new r("FAILED_ON_PURPOSE",p)}});export{k as fail};
