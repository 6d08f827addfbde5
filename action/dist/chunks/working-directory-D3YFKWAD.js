import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as b}from"./chunk-GS2Z72WH.js";import{a as m,c as k}from"./chunk-BZCFKB2Y.js";import"./chunk-FSZTUZDU.js";import{a as F}from"./chunk-ISDF43IW.js";import{b as y}from"./chunk-UGJ7PYAJ.js";import"./chunk-77IIEF2P.js";import"./chunk-WFVFRHC6.js";import{a as g}from"./chunk-L2MDLDUR.js";import{a as E}from"./chunk-W6MAJZO6.js";import{b as w}from"./chunk-QAOWYUA7.js";import{a as e,i as h}from"./chunk-LW4U2VDV.js";import{a as v}from"./chunk-UI5CK34X.js";import"./chunk-AWWF6DLG.js";import"./chunk-HX7BRULB.js";import{c as f}from"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import{e as T}from"./chunk-HFHZAMUV.js";import{existsSync as q}from"node:fs";import{writeFile as J}from"node:fs/promises";var D=T(E(),1);import{randomBytes as N}from"node:crypto";import{constants as O}from"node:fs";import{cp as x,lstat as L,mkdir as I,readdir as R,readFile as W,rename as _,rm as S,writeFile as A}from"node:fs/promises";import{dirname as $,join as c,relative as j,sep as G}from"node:path";var C="saved-at";function P(t,r){let{cacheDirectory:o,log:p}=t,a=r.ttl===void 0?Number.POSITIVE_INFINITY:b("cache.ttl",r.ttl);if(o===void 0)return p.debug("there is no folder here that outlives the execution: the cache is not used"),{restore:async()=>{},save:async()=>{}};let i=c(o,`cache-${encodeURIComponent(r.key??"")}`),s;return{async restore(d){if(s=await Y(i),s!==void 0){if(Date.now()-s>a){p.info(`the cached files were made at ${new Date(s).toISOString()}: too old, they are made anew`),s=void 0;return}await x(c(i,"files"),d,{recursive:!0,verbatimSymlinks:!0,mode:O.COPYFILE_FICLONE}),p.debug(`restored the files cached at ${new Date(s).toISOString()}`)}},async save(d){let n=`${i}.${N(6).toString("hex")}`,u=(0,D.default)(r.patterns.map(l=>l.replace(/^(?:\.\/)+/u,"")),g);await I(c(n,"files"),{recursive:!0});try{for(let l of await U(d))u(l)&&await B(c(d,l),c(n,"files",l));await A(c(n,C),String(s??Date.now())),await S(i,{recursive:!0,force:!0}),await _(n,i)}finally{await S(n,{recursive:!0,force:!0})}}}}async function Y(t){try{return Number(await W(c(t,C),"utf8"))}catch(r){if(r.code==="ENOENT")return;throw r}}async function U(t){return(await R(t,{recursive:!0,withFileTypes:!0})).filter(o=>!o.isDirectory()).map(o=>j(t,c(o.parentPath,o.name)).replaceAll(G,"/"))}async function B(t,r){let o=await L(t);!o.isFile()&&!o.isSymbolicLink()||(await I($(r),{recursive:!0}),await x(t,r,{verbatimSymlinks:!0,mode:O.COPYFILE_FICLONE}))}var ue=v({type:"io.kestra.plugin.core.flow.WorkingDirectory",aliases:["io.kestra.core.tasks.flows.WorkingDirectory","io.kestra.core.tasks.flows.Worker"],title:"Run tasks one after another in one folder.",description:"What one task leaves in its working directory, the next one finds; a file that a task stores by its own `outputFiles` moves out of the folder. The folder goes when the last task has ended. Only runnable tasks may stand in it. A restart runs all of them again, because the folder is not kept.",properties:e.Object({tasks:{...h({description:"The tasks, in order."}),minItems:1,"x-tasks":"runnable"},inputFiles:m.inputFiles,outputFiles:e.Optional({...m.outputFiles,description:"Globs of the files to store when all tasks have succeeded; `*` stays inside a folder, `**` does not. Stored files move out of the working directory."}),namespaceFiles:m.namespaceFiles,cache:e.Optional(e.Object({patterns:e.Array(e.String(),{description:"Globs of the files to keep, e.g. `node_modules/**`.",minItems:1}),ttl:e.Optional(e.String({description:"Files older than this ISO 8601 duration are made anew. Default: never."})),key:e.Optional(e.String({description:"Separates caches of one task, e.g. by a version. Default: there is one."}))},{additionalProperties:!1,description:"Files to keep from one execution to the next, under `.gitphony/cache` of the project. Saved when all tasks have succeeded."}))}),outputs:e.Object({outputFiles:e.Optional(e.Record(e.String(),e.String(),{description:"URIs of the stored files by their path relative to the working directory."}))}),restart:"all",examples:[{title:"Two scripts that work on the same files",code:`id: shared_folder
namespace: company.team
tasks:
  - id: folder
    type: io.kestra.plugin.core.flow.WorkingDirectory
    inputFiles:
      names.txt: |
        Ada
        Grace
    outputFiles:
      - sorted.txt
    tasks:
      - id: sort
        type: io.kestra.plugin.scripts.shell.Commands
        taskRunner:
          type: io.kestra.plugin.core.runner.Process
        commands:
          - sort -r names.txt > sorted.txt
      - id: show
        type: io.kestra.plugin.scripts.shell.Commands
        taskRunner:
          type: io.kestra.plugin.core.runner.Process
        commands:
          - cat sorted.txt
  - id: read
    type: io.kestra.plugin.core.log.Log
    message: "{{ read(outputs.folder.outputFiles['sorted.txt']) }}"
`}],async run({inputFiles:t,outputFiles:r,namespaceFiles:o,cache:p},a){let i=await a.sharedDirectory(),s={workingDir:i},d=p===void 0?void 0:P(a,p),n=`${i}.begun`;q(n)||(K(a),await d?.restore(i),await k(a,i,o),await y(a,i,t,s),await J(n,""));let u=await a.sequence(a.node.children.tasks??[]);if(u!=="SUCCESS"&&u!=="WARNING")return{state:u};await d?.save(i);let l=await w(a,r,s);return l.length===0?{state:u}:{state:u,outputs:{outputFiles:await F(a,i,l)}}}});function K({taskRun:t}){if(t.interrupted)throw new f("WORKING_DIRECTORY_LOST","the folder that the tasks share is gone, though some of them may have worked in it already",{retryable:!1,hint:"restart the execution: gitphony executions restart ID runs all of them again"})}export{ue as workingDirectory};
