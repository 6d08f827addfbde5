import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as o}from"./chunk-WT5K5USG.js";function y({settings:t,environment:e,project:n},r,i){let{GITPHONY_TOKEN:p,GH_TOKEN:b,...s}=e;return o({environment:{...s,GITHUB_TOKEN:t.token},directory:n.root,purpose:r,permissions:i})}export{y as a};
