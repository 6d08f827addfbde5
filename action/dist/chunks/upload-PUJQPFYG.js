import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as _}from"./chunk-IHZKJRSG.js";import{a as v,b as R}from"./chunk-E3QRU7F2.js";import{a as w,b as S}from"./chunk-AWTIEESM.js";import{a as j,b as A,d as I,e as T}from"./chunk-GVROWKFA.js";import"./chunk-GS2Z72WH.js";import{b as L,c as P}from"./chunk-QAOWYUA7.js";import{a as E}from"./chunk-RM3W4OMQ.js";import{a as t,c as C}from"./chunk-LW4U2VDV.js";import"./chunk-AWWF6DLG.js";import"./chunk-HX7BRULB.js";import{c as h}from"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var f=e=>t.Optional(t.String({description:e})),U={AES256:"AES256",AWS_KMS:"aws:kms",AWS_KMS_DSSE:"aws:kms:dsse",AWS_FSX:"aws:fsx","aws:kms":"aws:kms","aws:kms:dsse":"aws:kms:dsse","aws:fsx":"aws:fsx"},O={metadata:t.Optional(t.Record(t.String(),t.String(),{description:"Metadata to keep with the object."})),cacheControl:f("Header `Cache-Control` of the object."),contentType:f("MIME type. Default `application/octet-stream`."),contentEncoding:f("How the content is encoded, as `gzip`."),contentDisposition:f("Header `Content-Disposition` of the object."),contentLanguage:f("Language of the content."),contentLength:t.Optional(t.Integer({description:"Without effect: the file’s own size counts."})),expires:f("When the object is no longer to be cached, ISO 8601."),acl:f("Canned access list, as `private` or `public-read`."),storageClass:f("Storage class, as `STANDARD_IA`."),serverSideEncryption:t.Optional(t.Unsafe({type:"string",enum:Object.keys(U),description:"Encryption by the server. Where nothing is said the bucket’s."})),kmsKeyId:f("Key of `aws:kms`. Default: the bucket’s."),bucketKeyEnabled:t.Optional(t.Boolean({description:"Use the bucket’s key for `aws:kms`."})),...v,objectLockMode:t.Optional(t.Unsafe({type:"string",enum:["GOVERNANCE","COMPLIANCE"],description:"Who may end a lock before its time: some, or nobody."})),objectLockLegalHoldStatus:t.Optional(t.Unsafe({type:"string",enum:["ON","OFF"],description:"Hold the object until that is ended."})),objectLockRetainUntilDate:f("Until when the object is locked, ISO 8601."),tagging:t.Optional(t.Record(t.String(),t.String(),{description:"Tags of the object."}))},de=t.Object(O);function M(e,n){let o=_(n);if(o!==void 0)return new Date(o);throw new h("BAD_PROPERTY",`${e}: expected an instant with a zone, got "${n}"`,{hint:"Write it as 2030-01-31T12:00:00Z.",retryable:!1})}function x(e){let{expires:n,objectLockRetainUntilDate:o,serverSideEncryption:a,tagging:r}=e,s={Metadata:e.metadata,CacheControl:e.cacheControl,ContentType:e.contentType,ContentEncoding:e.contentEncoding,ContentDisposition:e.contentDisposition,ContentLanguage:e.contentLanguage,Expires:n===void 0?void 0:M("expires",n),ACL:e.acl,StorageClass:e.storageClass,ServerSideEncryption:a===void 0?void 0:U[a],SSEKMSKeyId:e.kmsKeyId,BucketKeyEnabled:e.bucketKeyEnabled,...R(e),ObjectLockMode:e.objectLockMode,ObjectLockLegalHoldStatus:e.objectLockLegalHoldStatus,ObjectLockRetainUntilDate:o===void 0?void 0:M("objectLockRetainUntilDate",o),Tagging:r===void 0?void 0:new URLSearchParams(r).toString()};return Object.fromEntries(Object.entries(s).filter(([,u])=>u!==void 0))}import{stat as Q}from"node:fs/promises";async function F(e,{atOnce:n,budget:o,weigh:a,signal:r},s){let u=new AbortController,m=AbortSignal.any([r,u.signal]),d=[],c=async p=>{try{await s(p,m)}catch(l){d.push(l),u.abort(l)}},i=new Map,y=p=>{let l=[...i.values()].reduce((g,k)=>g+k,p);return i.size>0&&(i.size>=n||l>o)};for(let p of e){let l=Math.min(a(p),o);for(;y(l);)await Promise.race(i.keys());if(d.length>0)break;let g=c(p);i.set(g,l),g.finally(()=>i.delete(g))}if(await Promise.all(i.keys()),d.length>0)throw d[0]}import{createReadStream as K}from"node:fs";var b=1024*1024,q=8*b,D=4,V=9e3,J=5*1024**3;function W({size:e}){return Math.min(e,D*N(e))}async function B(e,n,o,a){return Object.keys(n).some(s=>/^Checksum(?!Algorithm)/.test(s))?Z(e,n,o,a):X(e,n,o,a)}async function X({client:e,signal:n},o,{path:a,size:r},s){let u=await A(),m=new u({client:e,params:{...o,Body:K(a,{highWaterMark:b})},queueSize:D,partSize:N(r)});m.on("httpUploadProgress",({loaded:c=0})=>s(c));let d=()=>{m.abort()};n.addEventListener("abort",d,{once:!0});try{return S(await m.done())}finally{n.removeEventListener("abort",d)}}async function Z({sdk:e,client:n,signal:o},a,{path:r,size:s},u){if(s>J)throw new h("BAD_PROPERTY",`\`checksum\` can be given for files up to 5 GiB, but this one has ${s} bytes`,{hint:"Leave `checksum` out: each part is checked by `checksumAlgorithm` on its way.",retryable:!1});let m=K(r,{highWaterMark:b}),d=new e.PutObjectCommand({...a,Body:m,ContentLength:s}),c=await n.send(d,{abortSignal:o});return u(s),S(c)}function N(e){return Math.max(q,Math.ceil(e/V/b)*b)}var ee=64*1024*1024;async function H(e,n,o,a,r){let s=[];for(let{name:c,uri:i}of n){let y=await r.storage.localPath(i);s.push({name:c,path:y,size:(await Q(y)).size})}let u=s.reduce((c,{size:i})=>c+i,0),m=new Map,d=new Map;return await F(s,{atOnce:a,budget:ee,weigh:W,signal:e.signal},async(c,i)=>{let{name:y,size:p}=c,l=o(y),g=await B({...e,signal:i},l,c,k=>{m.set(y,k);let Y=[...m.values()].reduce(($,G)=>$+G,0);r.progress({done:Y,total:u,unit:"bytes"})});d.set(y,{...g,contentLength:p}),r.metric({name:"file.count",type:"counter",value:1}),r.metric({name:"file.size",type:"counter",value:p}),r.log.info(`s3://${l.Bucket}/${l.Key}`)}),new Map(s.flatMap(({name:c})=>{let i=d.get(c);return i===void 0?[]:[[c,i]]}))}async function z(e,n){let o=await te(e,n)?await ne(e,n):await oe(e,n);if(o.length===0)throw new h("S3_NOTHING_TO_UPLOAD","`from` should name at least one file, but it is empty",{hint:"Look at the task that it comes from; guard this one by `runIf` where that may have no files.",retryable:!1});let a=o.map(({name:s})=>s),r=a.find((s,u)=>a.indexOf(s)!==u);if(r===void 0)return o;throw new h("S3_SAME_KEY",`two files of \`from\` would be written to the same key: ${r}`,{hint:"Write `from` as a map of name to URI.",retryable:!1})}async function te(e,n){return typeof n=="string"?(await e.render(n)).trimStart().startsWith("{"):typeof n=="object"&&n!==null&&!Array.isArray(n)}async function ne(e,n){return[...await P(e,"from",n)].map(([o,a])=>({name:o,uri:a}))}async function oe(e,n){return(await L(e,n)).map(a=>({name:decodeURIComponent(a.slice(a.lastIndexOf("/")+1)),uri:a}))}var Re=E({type:"io.kestra.plugin.aws.s3.Upload",title:"Upload files to a bucket.",description:"Files from 8 MiB on go in parts, four at a time, each read from disk when it is its turn: the memory stays the same whatever the size. A part that fails is tried again alone; an upload that fails for good leaves nothing behind.",properties:t.Object({from:C(t.Union([t.String(),t.Array(t.String()),t.Record(t.String(),t.String())],{description:"URI of a stored file; or a list of them; or a map of name to URI, as `outputFiles` of other tasks is one. Lists and maps also as JSON text."})),key:t.String({description:"Key of the object; for several files the folder that they go to, under the names of the map or those that they have."}),concurrentUploads:t.Optional(t.Integer({description:"How many of several files go up at once at most; fewer where they are large, so that memory stays small.",default:50,minimum:1})),...O,...I}),outputs:t.Object({bucket:t.String({description:"The bucket."}),key:t.String({description:"The key, or the folder."}),...w,files:t.Optional(t.Record(t.String(),t.Object({...w,contentLength:t.Integer({description:"Bytes."})}),{description:"Of several files each, by name."}))}),examples:[{title:"A file that was downloaded",code:`id: to_s3
namespace: company.team
tasks:
  - id: download
    type: io.kestra.plugin.core.http.Download
    uri: https://example.com/trips.csv
  - id: upload
    type: io.kestra.plugin.aws.s3.Upload
    accessKeyId: "{{ secret('AWS_ACCESS_KEY_ID') }}"
    secretKeyId: "{{ secret('AWS_SECRET_ACCESS_KEY') }}"
    region: eu-central-1
    bucket: my-bucket
    from: "{{ outputs.download.uri }}"
    key: taxi/trips.csv
`},{title:"Two files, by a role",code:`id: both_to_s3
namespace: company.team
inputs:
  - id: green
    type: FILE
  - id: yellow
    type: FILE
tasks:
  - id: upload
    type: io.kestra.plugin.aws.s3.Upload
    stsRoleArn: arn:aws:iam::123456789012:role/loader
    region: eu-central-1
    bucket: my-bucket
    from:
      - "{{ inputs.green }}"
      - "{{ inputs.yellow }}"
    key: taxi
`},{title:"All files that a script made, under their names",code:`id: files_to_s3
namespace: company.team
tasks:
  - id: make
    type: io.kestra.plugin.scripts.shell.Commands
    commands:
      - echo 1 > one.csv
      - echo 2 > two.csv
    outputFiles:
      - "*.csv"
  - id: upload
    type: io.kestra.plugin.aws.s3.Upload
    accessKeyId: "{{ secret('AWS_ACCESS_KEY_ID') }}"
    secretKeyId: "{{ secret('AWS_SECRET_ACCESS_KEY') }}"
    region: eu-central-1
    bucket: my-bucket
    from: "{{ outputs.make.outputFiles }}"
    key: made
`}],async run(e,n){let o=await z(n,e.from),{bucket:a,key:r,concurrentUploads:s=50}=e,u={...x(e),...T(e)},[m]=o,d=o.length===1,c=l=>d?r:ae(r,l),i=await j(e,n,l=>H(l,o,g=>({Bucket:a,Key:c(g),...u}),s,n));if(!d)return{outputs:{bucket:a,key:r,files:Object.fromEntries(i)}};let{contentLength:y,...p}=i.get(m?.name??"")??{contentLength:0};return{outputs:{bucket:a,key:r,...p}}}});function ae(e,n){return[e.replace(/\/+$/,""),n.replace(/^\/+/,"")].filter(o=>o!=="").join("/")}export{Re as upload};
