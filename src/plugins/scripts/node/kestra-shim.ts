/**
 * A package `@kestra-io/libs` for scripts that require or import it without installing it: the same calls, the same marker lines
 * on stdout. CommonJS, so that one file serves both.
 */
export const shimIndex = `'use strict';
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
`;

/** Its package.json. */
export const shimPackage = `${JSON.stringify({ name: '@kestra-io/libs', main: 'index.js', type: 'commonjs' }, null, 2)}\n`;

/**
 * Makes `import '@kestra-io/libs'` end at the shim where node finds no package of that name: NODE_PATH, which serves `require`,
 * counts for nothing there. Nodes before 22.15 have the asynchronous hooks only.
 */
export const shimHook = `import * as module from 'node:module';

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
`;

/** The asynchronous hooks. */
export const shimLoader = `const url = new URL('./@kestra-io/libs/index.js', import.meta.url).href;

export async function resolve(name, context, next) {
  try {
    return await next(name, context);
  } catch (error) {
    if (name !== '@kestra-io/libs') throw error;
    return { url, format: 'commonjs', shortCircuit: true };
  }
}
`;
