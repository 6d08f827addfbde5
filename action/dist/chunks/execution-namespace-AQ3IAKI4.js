import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as i}from"./chunk-PUZF7MOC.js";import{a as t}from"./chunk-D2PEOONK.js";import{a as o}from"./chunk-KHKTJQEA.js";import{a as e}from"./chunk-5DAXADZQ.js";import"./chunk-ZTYQ7J6N.js";import"./chunk-55CDFFVJ.js";var u=o({type:"io.kestra.plugin.core.condition.ExecutionNamespace",aliases:["io.kestra.plugin.core.condition.ExecutionNamespaceCondition","io.kestra.core.models.conditions.types.ExecutionNamespaceCondition"],title:"Holds after executions of the flows of a namespace.",properties:e.Object({namespace:e.String({description:"The namespace, or how it begins or ends."}),comparison:e.Optional(e.Union([e.Literal("EQUALS"),e.Literal("PREFIX"),e.Literal("SUFFIX")],{description:"How the namespaces are compared. Default: EQUALS, or PREFIX where `prefix` is true."})),prefix:e.Optional(e.Boolean({default:!1,description:"The older way to say `comparison: PREFIX`."}))},{"x-about":"execution"}),examples:[{title:"After any flow of company.data and below",code:`id: after_data
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
`}],test({namespace:a,comparison:n,prefix:r},s){let c=n??(r===!0?"PREFIX":"EQUALS");return i(t(s).namespace,a,c)}});export{u as executionNamespace};
