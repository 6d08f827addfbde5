import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
async function i({fetchType:e,hasAfter:t},o){let n=!t&&(e==="FETCH"||e==="FETCH_ONE"),r=await o(n?e:"FETCH_ONE");return(r.size??0)===0?{}:n?{variables:{...r}}:t||e==="STORE"?{variables:{},found:{}}:{variables:{}}}function a(e){return e.size===0?void 0:{...e}}export{i as a,a as b};
