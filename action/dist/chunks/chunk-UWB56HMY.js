import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{f as e}from"./chunk-O5F2TIB4.js";async function t(r){!process.env.GITHUB_STEP_SUMMARY||r===""||await e.addRaw(r,!0).write()}export{t as a};
