import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
function s(t,r,e){switch(e){case"PREFIX":return t.startsWith(r);case"SUFFIX":return t.endsWith(r);default:return t===r}}export{s as a};
