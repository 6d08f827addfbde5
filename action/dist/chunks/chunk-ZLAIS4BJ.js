import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
function t(r){let e=/^[^:\n]+:(\d+):(?:(\d+):)? (?:fatal )?error: (.*)$/mu.exec(r);if(e===null)return;let[,i,n,o=""]=e;return{line:Number(i),text:o,...n===void 0?{}:{column:Number(n)}}}export{t as a};
