import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as n}from"./chunk-5SGU6WK7.js";var o={family:"node",name:"Node.js",image:"node",extension:".js",environment:n,run:"node"};export{o as a};
