import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as h}from"./chunk-OOJ4NGK6.js";import{a as f}from"./chunk-RM3W4OMQ.js";import{a as r}from"./chunk-LW4U2VDV.js";import{c as u}from"./chunk-MFIELPVX.js";import{a as c,b as p}from"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var v=f({type:"io.kestra.plugin.core.execution.UnsetVariables",title:"Remove variables of the execution, for the tasks behind this one.",properties:r.Object({variables:r.Array(r.String(),{description:"Names; `a.b` is the entry `b` of the map `a`."}),ignoreMissing:r.Optional(r.Boolean({description:"Say nothing of a variable that there is none of. Else that is a warning in the log, and a failure where the map of `a.b` is missing.",default:!1}))}),outputs:h,examples:[{title:"Forget a variable",code:`id: unset_token
namespace: company.team
variables:
  token: none
tasks:
  - id: unset
    type: io.kestra.plugin.core.execution.UnsetVariables
    variables: [token]
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ vars.token ?? 'gone' }}"
`}],async run({variables:i,ignoreMissing:t=!1},e){let s=[];if(e.control.updateVariables(a=>{let o=Object.assign(p(),a);for(let n of i)o=m(o,n,n.split("."),t,s);return o}),!t)for(let a of s)e.log.warn(`there is no variable ${a} to remove`);return{}}});function m(i,t,[e="",...s],a,o){let n=Object.assign(p(),i),l=Object.hasOwn(i,e)?i[e]:void 0;if(s.length===0)l===void 0&&o.push(t),delete n[e];else if(c(l))n[e]=m(l,t,s,a,o);else if(!a)throw new u("VARIABLE_NOT_FOUND",`variables: expected a map ${e} to remove ${t} from, found none`,{retryable:!1,hint:"Check the name, or set ignoreMissing: true."});return n}export{v as unsetVariables};
