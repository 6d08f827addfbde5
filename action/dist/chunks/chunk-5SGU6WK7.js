import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{mkdir as g,readdir as f,readFile as h,stat as x,writeFile as i}from"node:fs/promises";import{join as o}from"node:path";import{pathToFileURL as y}from"node:url";var u=`'use strict';
/* Outputs, metrics and logs for Gitphony. Gives way to the installed package. */
function Kestra() {}

const escape = (found) => '\\\\u' + found.charCodeAt(0).toString(16).padStart(4, '0');
Kestra.format = (map) => '::' + JSON.stringify(map).replace(/[\\u0085\\u2028\\u2029]/g, escape) + '::';
Kestra._send = (map) => console.log(Kestra.format(map));
Kestra._metrics = (name, type, value, tags) => Kestra._send({ metrics: [{ name, type, value, tags: tags || {} }] });

Kestra.outputs = (outputs) => Kestra._send({ outputs });
Kestra.assets = (assets) => Kestra._send({ assets });
Kestra.counter = (name, value, tags) => Kestra._metrics(name, 'counter', value, tags);
Kestra.gauge = (name, value, tags) => Kestra._metrics(name, 'gauge', value, tags);
/* A number of seconds, or a function that gets another one to call when it is done. */
Kestra.timer = (name, duration, tags) => {
  if (typeof duration !== 'function') return Kestra._metrics(name, 'timer', duration, tags);
  const start = performance.now();
  return duration(() => Kestra._metrics(name, 'timer', (performance.now() - start) / 1000, tags));
};

const text = (value) => (typeof value === 'string' ? value : require('node:util').inspect(value));
const log = (level) => (...messages) =>
  Kestra._send({ logs: messages.map((message) => ({ level, message: text(message) })) });
Kestra.logger = () => ({
  trace: log('TRACE'),
  debug: log('DEBUG'),
  info: log('INFO'),
  warn: log('WARN'),
  error: log('ERROR'),
});

module.exports = Kestra;
`,c=`${JSON.stringify({name:"@kestra-io/libs",main:"index.js",type:"commonjs"},null,2)}
`,l=`import * as module from 'node:module';

const url = new URL('./@kestra-io/libs/index.js', import.meta.url).href;
if (module.registerHooks) {
  module.registerHooks({
    resolve(name, context, next) {
      try {
        return next(name, context);
      } catch (error) {
        if (name !== '@kestra-io/libs' || !context.conditions.includes('import')) throw error;
        return { url, format: 'commonjs', shortCircuit: true };
      }
    },
  });
} else {
  module.register('./loader.mjs', import.meta.url);
}
`,d=`const url = new URL('./@kestra-io/libs/index.js', import.meta.url).href;

export async function resolve(name, context, next) {
  try {
    return await next(name, context);
  } catch (error) {
    if (name !== '@kestra-io/libs') throw error;
    return { url, format: 'commonjs', shortCircuit: true };
  }
}
`;var m="@kestra-io/libs",k=500,K=1e6;async function R(s,r,a){if(!a.includes(m)&&!await _(s.directory))return{};let e=s.scratchPath("node"),t=o(e,m);await g(t,{recursive:!0}),await Promise.all([i(o(t,"package.json"),c),i(o(t,"index.js"),u),i(o(e,"hook.mjs"),l),i(o(e,"loader.mjs"),d)]);let n=`--import=${y(o(e,"hook.mjs")).href}`;return{NODE_PATH:p(r.get("NODE_PATH"),e,":"),NODE_OPTIONS:p(r.get("NODE_OPTIONS"),n," ")}}function p(s,r,a){return s===void 0||s===""?r:`${s}${a}${r}`}async function _(s){let r=[s],a=0;for(let e=r.pop();e!==void 0;e=r.pop())for(let t of await f(e,{withFileTypes:!0})){let n=o(e,t.name);if(t.isDirectory()&&t.name!=="node_modules"&&!t.name.startsWith(".")&&r.push(n),!(!t.isFile()||!/\.[cm]?[jt]sx?$/u.test(t.name))){if((a+=1)>k)return!1;if((await x(n)).size<=K&&(await h(n,"utf8")).includes(m))return!0}}return!1}export{R as a};
