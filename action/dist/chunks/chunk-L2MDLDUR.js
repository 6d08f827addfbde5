import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var t={dot:!0,noextglob:!0,nonegate:!0};export{t as a};
