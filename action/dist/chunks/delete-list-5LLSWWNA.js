import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as b,b as y}from"./chunk-PIBOB5ND.js";import"./chunk-Z7DUUDFD.js";import"./chunk-E3QRU7F2.js";import{a as f,e as h}from"./chunk-GVROWKFA.js";import"./chunk-GS2Z72WH.js";import{a as p}from"./chunk-RM3W4OMQ.js";import{a as e}from"./chunk-LW4U2VDV.js";import"./chunk-AWWF6DLG.js";import{c as l}from"./chunk-MFIELPVX.js";import"./chunk-HFHZAMUV.js";var j=1e3,A=p({type:"io.kestra.plugin.aws.s3.DeleteList",title:"Delete all objects of a bucket that match.",properties:e.Object({...y,concurrent:e.Optional(e.Integer({description:"Without effect: S3 deletes a thousand objects in a request.",minimum:2})),errorOnEmpty:e.Optional(e.Boolean({description:"Fail where nothing matches.",default:!1}))}),outputs:e.Object({count:e.Integer({description:"How many objects were deleted."}),size:e.Integer({description:"Their bytes together."})}),examples:[{title:"A folder",code:`id: empty_folder
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.aws.s3.DeleteList
    accessKeyId: "{{ secret('AWS_ACCESS_KEY_ID') }}"
    secretKeyId: "{{ secret('AWS_SECRET_ACCESS_KEY') }}"
    region: eu-central-1
    bucket: my-bucket
    prefix: taxi/2019/
`}],async run(o,n){let r=0,s=0;if(await f(o,n,async m=>{let{sdk:w,client:g}=m,d=async t=>{if(t.length===0)return;let O={Objects:t.map(({key:a})=>({Key:a})),Quiet:!0},S=new w.DeleteObjectsCommand({Bucket:o.bucket,Delete:O,...h(o)}),{Errors:u=[]}=await g.send(S,{abortSignal:n.signal}),[c]=u;if(c!==void 0)throw new l("S3_ERROR",`S3: ${u.length} of ${t.length} objects were not deleted; ${c.Key}: ${c.Message} [${c.Code}]`);r+=t.length,s+=t.reduce((a,k)=>a+k.size,0)},i=[];for await(let t of b(m,o))i.push(t),!(i.length<j)&&(await d(i),i=[]);await d(i)}),n.metric({name:"s3.objects.deleted.count",type:"counter",value:r}),n.metric({name:"s3.objects.deleted.size",type:"counter",value:s}),r===0&&o.errorOnEmpty===!0)throw new l("S3_NOTHING_FOUND",`expected objects to delete in bucket ${o.bucket}, but none matches`,{hint:"Check `prefix` and `regexp`, which has to match the whole key.",retryable:!1});return n.log.info(`Deleted ${r} objects, ${s} bytes`),{outputs:{count:r,size:s}}}});export{A as deleteList};
