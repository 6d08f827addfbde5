import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as s}from"./chunk-PUZF7MOC.js";import{a as p}from"./chunk-N4IVDJVO.js";import{a as m}from"./chunk-UWEDG5UR.js";import{a as c}from"./chunk-KHKTJQEA.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var E=c({type:"io.kestra.plugin.core.condition.ExecutionNamespace",aliases:["io.kestra.plugin.core.condition.ExecutionNamespaceCondition","io.kestra.core.models.conditions.types.ExecutionNamespaceCondition"],title:"Holds after executions of the flows of a namespace.",properties:e.Object({namespace:e.String({description:"The namespace, or how it begins or ends."}),comparison:e.Optional(e.Union([e.Literal("EQUALS"),e.Literal("PREFIX"),e.Literal("SUFFIX")],{description:"How the namespaces are compared. Default: EQUALS, or PREFIX where `prefix` is true."})),prefix:e.Optional(e.Boolean({default:!1,description:"The older way to say `comparison: PREFIX`."}))},{"x-about":"execution"}),examples:[{title:"After any flow of company.data and below",code:`id: after_data
namespace: company.team
tasks:
  - id: report
    type: io.kestra.plugin.core.log.Log
    message: "After {{ trigger.flowId }}, execution {{ trigger.executionId }}"
triggers:
  - id: after
    type: io.kestra.plugin.core.trigger.Flow
    conditions:
      - type: io.kestra.plugin.core.condition.ExecutionNamespace
        namespace: company.data
        comparison: PREFIX
`}],holdsForFlow(i,{namespace:o,comparison:a,prefix:r}){let n=typeof o=="string"&&!p(o),t=a??(r===!0?"PREFIX":"EQUALS");if(!(!n||t!=="EQUALS"&&t!=="PREFIX"&&t!=="SUFFIX"))return s(i.namespace,o,t)},test({namespace:i,comparison:o,prefix:a},r){let n=o??(a===!0?"PREFIX":"EQUALS");return s(m(r).namespace,i,n)}});export{E as executionNamespace};
