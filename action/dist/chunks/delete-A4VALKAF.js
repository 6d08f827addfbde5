import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as c,d as l,e as p}from"./chunk-GVROWKFA.js";import"./chunk-GS2Z72WH.js";import{a as d}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-AWWF6DLG.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var O=d({type:"io.kestra.plugin.aws.s3.Delete",title:"Delete an object of a bucket.",description:"S3 does not fail for a key that is not there.",properties:e.Object({key:e.String({description:"Key of the object."}),versionId:e.Optional(e.String({description:"Version to delete for good, in buckets that keep versions."})),mfa:e.Optional(e.String({description:"Serial number and code of a device, where the bucket wants one."})),bypassGovernanceRetention:e.Optional(e.Boolean({description:"Delete although a governance lock holds it."})),...l}),outputs:e.Object({versionId:e.Optional(e.String({description:"Version that was deleted, or of the delete marker."})),deleteMarker:e.Optional(e.Boolean({description:"Whether a delete marker stands in its place now."})),requestCharged:e.Optional(e.String({description:"`requester` where the requester pays."}))}),examples:[{title:"One object",code:`id: delete_s3
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.aws.s3.Delete
    accessKeyId: "{{ secret('AWS_ACCESS_KEY_ID') }}"
    secretKeyId: "{{ secret('AWS_SECRET_ACCESS_KEY') }}"
    region: eu-central-1
    bucket: my-bucket
    key: taxi/trips.csv
`}],async run(t,n){let{bucket:u,key:k,versionId:r,mfa:o,bypassGovernanceRetention:m}=t,{VersionId:i,DeleteMarker:s,RequestCharged:a}=await c(t,n,({sdk:f,client:h})=>h.send(new f.DeleteObjectCommand({Bucket:u,Key:k,...r===void 0?{}:{VersionId:r},...o===void 0?{}:{MFA:o},...m===!0?{BypassGovernanceRetention:!0}:{},...p(t)}),{abortSignal:n.signal}));return{outputs:{...i===void 0?{}:{versionId:i},...s===void 0?{}:{deleteMarker:s},...a===void 0?{}:{requestCharged:a}}}}});export{O as deleteObject};
