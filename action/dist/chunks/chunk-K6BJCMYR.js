import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as e}from"./chunk-LW4U2VDV.js";var D=["MONDAY","TUESDAY","WEDNESDAY","THURSDAY","FRIDAY","SATURDAY","SUNDAY"];function n(r){return e.Union(D.map(t=>e.Literal(t)),{description:r})}export{D as a,n as b};
