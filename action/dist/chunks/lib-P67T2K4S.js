import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a,b,c,d,e,f,g,h}from"./chunk-LCAQODQV.js";import"./chunk-C46EIHWM.js";import"./chunk-OH4PH5EM.js";import"./chunk-HFHZAMUV.js";export{b as Headers,h as HttpClient,e as HttpClientError,f as HttpClientResponse,a as HttpCodes,c as MediaTypes,d as getProxyUrl,g as isHttps};
