import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
function o(e){return{kind:"flowable",...e}}var n={SKIPPED:0,SUCCESS:1,WARNING:2,RETRIED:3,FAILED:4,CANCELLED:5,KILLED:6};function a(e){let t="SUCCESS";for(let r of e)r in n&&n[r]>n[t]&&(t=r);return t}export{o as a,a as b};
