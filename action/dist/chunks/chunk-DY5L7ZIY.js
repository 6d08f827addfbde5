import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var t={supported:!0,keys:"write"},e={supported:!0,keys:"read"};export{t as a,e as b};
