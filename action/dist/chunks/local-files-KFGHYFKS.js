import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as l}from"./chunk-ISDF43IW.js";import{b as n}from"./chunk-UGJ7PYAJ.js";import"./chunk-77IIEF2P.js";import"./chunk-L2MDLDUR.js";import"./chunk-W6MAJZO6.js";import{b as a}from"./chunk-QAOWYUA7.js";import{a as s}from"./chunk-RM3W4OMQ.js";import{a as e,c as o}from"./chunk-LW4U2VDV.js";import"./chunk-HX7BRULB.js";import"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var m=s({type:"io.kestra.plugin.core.storage.LocalFiles",aliases:["io.kestra.core.tasks.storages.LocalFiles"],deprecated:"use inputFiles and outputFiles of the task or of the WorkingDirectory",title:"Make files in the working directory, and store files of it.",description:"Of use inside a WorkingDirectory, whose tasks share their folder.",properties:e.Object({inputs:e.Optional(o(e.Union([e.Record(e.String(),e.Unknown()),e.String()],{description:"Files to make: content, or the URI of a stored file, by relative path. A map, or the JSON text of one."}))),outputs:e.Optional(o(e.Array(e.String(),{description:"Globs, relative to the folder, of the files to store: `*.csv`, `out/**`."})))}),outputs:e.Object({uris:e.Record(e.String(),e.String(),{description:"URIs of the stored files by relative path."})}),examples:[{title:"A file for the script behind it",code:`id: share_files
namespace: company.team
tasks:
  - id: share
    type: io.kestra.plugin.core.storage.LocalFiles
    inputs:
      hello.txt: "Hello {{ flow.id }}"
    outputs:
      - "*.txt"
`}],async run({inputs:p,outputs:c},t){let i=await t.workingDirectory(),r={workingDir:i};await n(t,i,p,r);let d=await a(t,c,r);return{outputs:{uris:await l(t,i,d)}}}});export{m as localFiles};
