import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
async function s(e,r,o){let t=[];for await(let n of r){if(t.length===e)return o.warn(`There are more objects than ${e}: set maxFiles to take them too`),t;t.push(n)}return o.info(`Found ${t.length} object${t.length===1?"":"s"}`),t}export{s as a};
