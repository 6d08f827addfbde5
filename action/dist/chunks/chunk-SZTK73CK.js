import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as e}from"./chunk-L2T5YB6R.js";async function t(r){!process.env.GITHUB_STEP_SUMMARY||r===""||await e.addRaw(r,!0).write()}export{t as a};
