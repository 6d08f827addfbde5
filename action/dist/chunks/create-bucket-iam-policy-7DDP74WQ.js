import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as b}from"./chunk-66ZHHZTI.js";import{c as d,h as g}from"./chunk-2WHB5JRO.js";import{a as p}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-GK35WNT7.js";import{c as u}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var R=p({type:"io.kestra.plugin.gcp.gcs.CreateBucketIamPolicy",title:"Give somebody a role on a Cloud Storage bucket.",properties:e.Object({...d,name:e.String({description:"The bucket’s name."}),member:e.String({description:"`user:ada@example.com`, `serviceAccount:…`, `group:…`, `domain:…`, `allUsers`."}),role:e.String({description:"The role: `roles/storage.objectViewer`."}),ifExists:e.Optional(e.Unsafe({type:"string",enum:["ERROR","SKIP"],default:"SKIP",description:"Where the member has the role already: fail, or leave it."}))}),outputs:e.Object({bucket:e.String(),member:e.String(),role:e.String(),created:e.Boolean({description:"Whether the member did not have it before."})}),examples:[{title:"Let a service account read",code:`id: grant
namespace: company.team
tasks:
  - id: reader
    type: io.kestra.plugin.gcp.gcs.CreateBucketIamPolicy
    serviceAccount: "{{ secret('GCP_SERVICE_ACCOUNT') }}"
    name: my-project-lake
    member: serviceAccount:reader@my-project.iam.gserviceaccount.com
    role: roles/storage.objectViewer
`}],async run(i,s){let{name:t,member:r,role:o,ifExists:f="SKIP"}=i,h=await b(i,s),m={bucket:t,member:r,role:o};try{let{iam:a}=h.bucket(t),[c]=await a.getPolicy({requestedPolicyVersion:3}),n=c.bindings.find(l=>l.role===o&&l.condition===void 0);if(n?.members.includes(r)===!0){if(f==="ERROR")throw y(t,r,o);return s.log.info(`${r} has ${o} on ${t} already`),{outputs:{...m,created:!1}}}return n===void 0?c.bindings.push({role:o,members:[r]}):n.members.push(r),await a.setPolicy(c),{outputs:{...m,created:!0}}}catch(a){throw g(a,`give ${r} the role ${o} on the bucket ${t}`)}}});function y(i,s,t){return new u("GCP_CONFLICT",`expected that ${s} has not ${t} on ${i} yet, but it has`,{hint:"write `ifExists: SKIP`",retryable:!1})}export{R as createBucketIamPolicy};
