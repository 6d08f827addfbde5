import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as L}from"./chunk-IHZKJRSG.js";import{a as C,b as O}from"./chunk-YLQ4ZLO2.js";import{a as S,b as w,d as j,e as E}from"./chunk-O3GO6MEA.js";import"./chunk-GS2Z72WH.js";import{b as k}from"./chunk-QAOWYUA7.js";import{a as b}from"./chunk-RM3W4OMQ.js";import{a as e,c as y}from"./chunk-GK35WNT7.js";import"./chunk-AWWF6DLG.js";import"./chunk-HX7BRULB.js";import{c as h}from"./chunk-MFIELPVX.js";import"./chunk-LVCHINOQ.js";import"./chunk-URO2WLO3.js";import"./chunk-HFHZAMUV.js";var o=t=>e.Optional(e.String({description:t})),f={metadata:e.Optional(e.Record(e.String(),e.String(),{description:"Metadata to keep with the object."})),cacheControl:o("Header `Cache-Control` of the object."),contentType:o("MIME type. Default `application/octet-stream`."),contentEncoding:o("How the content is encoded, as `gzip`."),contentDisposition:o("Header `Content-Disposition` of the object."),contentLanguage:o("Language of the content."),contentLength:e.Optional(e.Integer({description:"Without effect: the file’s own size counts."})),expires:o("When the object is no longer to be cached, ISO 8601."),acl:o("Canned access list, as `private` or `public-read`."),storageClass:o("Storage class, as `STANDARD_IA`."),serverSideEncryption:o("Encryption by the server: `AES256`, `aws:kms`, `aws:kms:dsse`."),kmsKeyId:o("Key of `aws:kms`. Default: the bucket’s."),bucketKeyEnabled:e.Optional(e.Boolean({description:"Use the bucket’s key for `aws:kms`."})),checksumAlgorithm:o("Checksum that S3 is to keep: `CRC32` (default), `CRC32C`, `SHA1`, `SHA256`."),objectLockMode:o("`GOVERNANCE` or `COMPLIANCE`."),objectLockLegalHoldStatus:o("`ON` or `OFF`."),objectLockRetainUntilDate:o("Until when the object is locked, ISO 8601."),tagging:e.Optional(e.Record(e.String(),e.String(),{description:"Tags of the object."}))},K=e.Object(f);function A(t,n){let a=L(n);if(a!==void 0)return new Date(a);throw new h("BAD_PROPERTY",`${t}: expected an instant with a zone, got "${n}"`,{hint:"Write it as 2030-01-31T12:00:00Z.",retryable:!1})}function I(t){let{expires:n,objectLockRetainUntilDate:a,tagging:s}=t,i={Metadata:t.metadata,CacheControl:t.cacheControl,ContentType:t.contentType,ContentEncoding:t.contentEncoding,ContentDisposition:t.contentDisposition,ContentLanguage:t.contentLanguage,Expires:n===void 0?void 0:A("expires",n),ACL:t.acl,StorageClass:t.storageClass,ServerSideEncryption:t.serverSideEncryption,SSEKMSKeyId:t.kmsKeyId,BucketKeyEnabled:t.bucketKeyEnabled,ChecksumAlgorithm:t.checksumAlgorithm,ObjectLockMode:t.objectLockMode,ObjectLockLegalHoldStatus:t.objectLockLegalHoldStatus,ObjectLockRetainUntilDate:a===void 0?void 0:A("objectLockRetainUntilDate",a),Tagging:s===void 0?void 0:new URLSearchParams(s).toString()};return Object.fromEntries(Object.entries(i).filter(([,c])=>c!==void 0))}import{createReadStream as v}from"node:fs";import{stat as P}from"node:fs/promises";var p=1024*1024,D=4,U=9e3;async function R({client:t,signal:n},a,s,i){let c=await i.storage.localPath(s),{size:l}=await P(c),g=Math.max(8*p,Math.ceil(l/U/p)*p),u=await w(),r=new u({client:t,params:{...a,Body:v(c,{highWaterMark:p})},queueSize:D,partSize:g});r.on("httpUploadProgress",({loaded:d=0})=>i.progress({done:d,total:l,unit:"bytes"}));let m=()=>{r.abort()};n.addEventListener("abort",m,{once:!0});try{let d=await r.done();return i.metric({name:"file.size",type:"counter",value:l}),O(d)}finally{n.removeEventListener("abort",m)}}var X=b({type:"io.kestra.plugin.aws.s3.Upload",title:"Upload files to a bucket.",description:"Files from 8 MiB on go in parts, four at a time, each read from disk when it is its turn: the memory stays the same whatever the size. A part that fails is tried again alone; an upload that fails for good leaves nothing behind.",properties:e.Object({from:y(e.Union([e.String(),e.Array(e.String())],{description:"URI of a stored file; or a list of them, also as JSON text."})),key:e.String({description:"Key of the object; for several files the folder that they go to, under the names that they have."}),...f,...j}),outputs:e.Object({bucket:e.String({description:"The bucket."}),key:e.String({description:"The key, or the folder."}),...C}),examples:[{title:"A file that was downloaded",code:`id: to_s3
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
`}],async run(t,n){let a=await k(n,t.from),{bucket:s,key:i}=t,c=i.replace(/\/+$/,""),l=await S(t,n,async g=>{let u={};for(let r of a){let m=decodeURIComponent(r.slice(r.lastIndexOf("/")+1)),d=a.length===1?i:`${c}/${m}`,T={...I(t),...E(t)};u=await R(g,{Bucket:s,Key:d,...T},r,n),n.log.info(`s3://${s}/${d}`)}return u});return{outputs:{bucket:s,key:i,...a.length===1?l:{}}}}});export{X as upload};
