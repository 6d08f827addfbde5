import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as n}from"./chunk-5SGU6WK7.js";var t={family:"bun",name:"Bun",image:"oven/bun",extension:".ts",environment:n,run:"bun run"};export{t as a};
