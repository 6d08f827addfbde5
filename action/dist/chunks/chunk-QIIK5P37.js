import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{homedir as c}from"node:os";import{join as n,resolve as i}from"node:path";function d(r=process.env){let e=r.GITPHONY_CACHE_DIR;if(e!==void 0&&e!=="")return i(e);let o=r.XDG_CACHE_HOME;return n(o!==void 0&&o!==""?o:n(c(),".cache"),"gitphony")}export{d as a};
