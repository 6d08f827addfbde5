import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o}from"./chunk-DXTP4XJL.js";function u({settings:t,environment:r,project:i},e,n){let{GITPHONY_TOKEN:s,GH_TOKEN:m,...p}=r;return o({environment:{...p,GITHUB_TOKEN:t.token},directory:i.root,purpose:e,permissions:n})}export{u as a};
