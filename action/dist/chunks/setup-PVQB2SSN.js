import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as P,b as O}from"./chunk-JT7QFSKT.js";import{f as w}from"./chunk-IQRO27L3.js";import{b as k}from"./chunk-OGSMFANX.js";import"./chunk-BOIMSC3U.js";import{a as s,b}from"./chunk-BZCFKB2Y.js";import"./chunk-FSZTUZDU.js";import"./chunk-ISDF43IW.js";import"./chunk-UGJ7PYAJ.js";import"./chunk-77IIEF2P.js";import"./chunk-WFVFRHC6.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import{a as g}from"./chunk-QAOWYUA7.js";import{a as y}from"./chunk-RM3W4OMQ.js";import{c as a}from"./chunk-IEZUSGFO.js";import"./chunk-2FWEB637.js";import{a as t,c as f,e as h}from"./chunk-LW4U2VDV.js";import{d as l}from"./chunk-HX7BRULB.js";import{c}from"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";import{mkdir as S,writeFile as T}from"node:fs/promises";import{join as I}from"node:path";var R="python",{containerImage:_}=s,$=y({type:"io.kestra.plugin.dbt.cli.Setup",title:"Install dbt with pip into a virtual environment in the working directory.",deprecated:"use io.kestra.plugin.dbt.cli.DbtCLI with an image that has dbt, or pip in its beforeCommands",description:"Inside of a WorkingDirectory: Build, Run and the other tasks of one command after it take `./bin/dbt` and the profiles that this\none leaves there. The profiles may hold passwords; their file can be read by this user only, and goes with the folder.",properties:t.Object({requirements:t.Array(t.String(),{description:"What to install, as in requirements.txt; at least an adapter, such as `dbt-duckdb`.",minItems:1}),profiles:f(t.Union([t.Record(t.String(),t.Unknown()),t.String()],{description:"profiles.yml, as a map or as text."})),pythonPath:t.Optional(t.String({description:"The Python that makes the environment. Default: `python`, or `python3` where there is no such one.",minLength:1})),...s,containerImage:{..._,default:R},...w,exitOnFailed:t.Optional(h("use `failFast`",t.Boolean({description:"Without effect.",default:!0})))}),outputs:b,examples:[{title:"dbt for the tasks after it",code:`id: dbt_setup
namespace: company.team
tasks:
  - id: here
    type: io.kestra.plugin.core.flow.WorkingDirectory
    tasks:
      - id: clone
        type: io.kestra.plugin.git.Clone
        url: https://github.com/company/dbt-project
      - id: setup
        type: io.kestra.plugin.dbt.cli.Setup
        requirements:
          - dbt-duckdb~=1.10.0
        profiles:
          shop:
            target: dev
            outputs:
              dev:
                type: duckdb
                path: shop.duckdb
      - id: build
        type: io.kestra.plugin.dbt.cli.Build
`}],async run({requirements:e,profiles:i,pythonPath:r,dockerOptions:o,...p},n){let d=await n.workingDirectory(),m=I(d,O);await S(m,{recursive:!0});let x=await v(i,n,{workingDir:d});await T(I(m,"profiles.yml"),x,{mode:384});let u=p.docker??o;return k({...p,...u===void 0?{}:{docker:u}},n,{image:R,environment:async(D,E)=>({PYTHONUNBUFFERED:"true",PIP_ROOT_USER_ACTION:"ignore",PIP_DISABLE_PIP_VERSION_CHECK:"1",...Object.fromEntries(E)}),commands:async()=>[`${r===void 0?"$(command -v python || echo python3)":a(r)} -m venv .`,`./bin/pip install --quiet ${e.map(a).join(" ")}`,`test -x ${P} || { echo 'requirements: none of them brings dbt' >&2; exit 1; }`]})}});async function v(e,i,r){if(typeof e!="string")return l(await i.renderValue(e,r));let o=await g(i,e,r);if(o.trim()!=="")return o;throw new c("BAD_PROPERTY","profiles: expected the content of profiles.yml, got an empty text",{retryable:!1})}export{$ as setup};
