import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as s,c as u}from"./chunk-GVROWKFA.js";import"./chunk-GS2Z72WH.js";import{a as i}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-AWWF6DLG.js";import"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var n=t=>e.Optional(e.String({description:t})),y=i({type:"io.kestra.plugin.aws.s3.CreateBucket",title:"Make a bucket.",properties:e.Object({bucket:e.String({description:"Its name, of which the world has one."}),grantFullControl:n("Who may do everything."),grantRead:n("Who may list objects."),grantReadACP:n("Who may read the access list."),grantWrite:n("Who may write objects."),grantWriteACP:n("Who may write the access list."),acl:n("Canned access list, as `private`."),objectLockEnabledForBucket:e.Optional(e.Boolean({description:"Allow locks on objects."})),...u}),outputs:e.Object({bucket:e.String({description:"The bucket."}),region:e.Optional(e.String({description:"Where it is, as S3 says it."}))}),examples:[{title:"A bucket in Frankfurt",code:`id: make_bucket
namespace: company.team
tasks:
  - id: make
    type: io.kestra.plugin.aws.s3.CreateBucket
    accessKeyId: "{{ secret('AWS_ACCESS_KEY_ID') }}"
    secretKeyId: "{{ secret('AWS_SECRET_ACCESS_KEY') }}"
    region: eu-central-1
    bucket: my-bucket
`}],async run(t,r){let{bucket:o}=t,l={GrantFullControl:t.grantFullControl,GrantRead:t.grantRead,GrantReadACP:t.grantReadACP,GrantWrite:t.grantWrite,GrantWriteACP:t.grantWriteACP,ACL:t.acl,ObjectLockEnabledForBucket:t.objectLockEnabledForBucket},d=Object.fromEntries(Object.entries(l).filter(([,a])=>a!==void 0)),c=await s(t,r,({sdk:a,client:k})=>{let m={Bucket:o,...d};return k.send(new a.CreateBucketCommand(m),{abortSignal:r.signal})});return{outputs:{bucket:o,...c.Location===void 0?{}:{region:c.Location}}}}});export{y as createBucket};
