import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as i}from"./chunk-PUZF7MOC.js";import{b as t}from"./chunk-UWEDG5UR.js";import{a as o}from"./chunk-KHKTJQEA.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var m=o({type:"io.kestra.plugin.core.condition.FlowNamespaceCondition",aliases:["io.kestra.core.models.conditions.types.FlowNamespaceCondition"],deprecated:"use io.kestra.plugin.core.condition.ExecutionNamespace",title:"Holds for the flows of a namespace: of the one that ended, or for a schedule of its own.",properties:e.Object({namespace:e.String({description:"The namespace, or how it begins."}),prefix:e.Optional(e.Boolean({default:!1,description:"The namespace only needs to begin so."}))}),examples:[{title:"After any flow of company",code:`id: after_company
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "After {{ trigger.flowId }}, execution {{ trigger.executionId }}"
triggers:
  - id: after
    type: io.kestra.plugin.core.trigger.Flow
    conditions:
      - type: io.kestra.plugin.core.condition.FlowNamespaceCondition
        namespace: company
        prefix: true
`}],test:({namespace:n,prefix:a},r)=>i(t(r).namespace,n,a===!0?"PREFIX":"EQUALS")});export{m as flowNamespaceCondition};
