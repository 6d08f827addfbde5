import { describe, expect, it } from 'vitest';
import { commands as bunCommands } from '../../src/plugins/scripts/bun/commands.ts';
import { commands } from '../../src/plugins/scripts/node/commands.ts';
import { script } from '../../src/plugins/scripts/node/script.ts';
import { runTask, taskErrorOf } from '../support/run-task.ts';
import { node24Folder, projectRoot } from '../support/tool-paths.ts';

const calls = `
Kestra.outputs({ n: 3, nested: { list: [1, null, 'two\\nlines'] }, odd: '\\u2028 😀 ::{}::' });
Kestra.counter('rows', 7, { table: 't' });
Kestra.gauge('level', 0.5);
Kestra.timer('slept', 0.25);
Kestra.timer('called', (done) => done());
Kestra.logger().info('plain', { a: 1 });
Kestra.logger().warn('odd');
`;
const told = {
  vars: { n: 3, nested: { list: [1, null, 'two\nlines'] }, odd: '\u2028 😀 ::{}::' },
  metrics: [
    { name: 'rows', type: 'counter', value: 7, tags: { table: 't' } },
    { name: 'level', type: 'gauge', value: 0.5, tags: {} },
    { name: 'slept', type: 'timer', value: 0.25, tags: {} },
    { name: 'called', type: 'timer', value: expect.any(Number), tags: {} },
  ],
  logs: [
    { level: 'INFO', message: 'plain' },
    { level: 'INFO', message: '{ a: 1 }' },
    { level: 'WARN', message: 'odd' },
  ],
};

/** The Node that runs the tests (20 in CI, with asynchronous hooks) and the newest one (with synchronous ones). */
const nodes = [
  ['this machine’s node', process.env['PATH'] ?? ''],
  ['node 24', `${node24Folder()}:${process.env['PATH'] ?? ''}`],
] as const;

describe.each(nodes)('@kestra-io/libs without being installed, by %s', (_, PATH) => {
  const env = { PATH };

  it('is there for require', async () => {
    const text = `const Kestra = require('@kestra-io/libs');${calls}`;
    const { outputs, metrics, logs } = await runTask(script, { env, script: text });
    expect({ vars: JSON.parse(JSON.stringify(outputs?.vars)), metrics, logs }).toEqual(told);
  });

  it('is there for import, in a file', async () => {
    const { outputs, metrics, logs } = await runTask(commands, {
      env,
      inputFiles: { 'src/main.mjs': `import Kestra from '@kestra-io/libs';${calls}` },
      commands: ['node src/main.mjs'],
    });
    expect({ vars: JSON.parse(JSON.stringify(outputs?.vars)), metrics, logs }).toEqual(told);
  });

  it.each(['import Kestra from', 'const Kestra = require'])('gives way to the installed package: %s', async (how) => {
    const folder = 'node_modules/@kestra-io/libs';
    const head = how.startsWith('import') ? `${how} '@kestra-io/libs';` : `${how}('@kestra-io/libs');`;
    const { outputs } = await runTask(commands, {
      env,
      inputFiles: {
        [`${folder}/package.json`]: '{"name": "@kestra-io/libs", "main": "index.js"}',
        [`${folder}/index.js`]: 'module.exports = { real: true };',
        [how.startsWith('import') ? 'main.mjs' : 'main.cjs']:
          `${head}\nconsole.log('::' + JSON.stringify({ outputs: { real: Kestra.real === true } }) + '::');`,
      },
      commands: ['node main.*'],
    });
    expect(outputs?.vars).toEqual({ real: true });
  });

  it('still says of other packages that they are missing', async () => {
    const error = await taskErrorOf(
      runTask(commands, {
        env,
        inputFiles: { 'main.mjs': `import '@kestra-io/libs';\nimport 'gitphony-no-such-package';` },
        commands: ['node main.mjs 2>&1 | grep -c ERR_MODULE_NOT_FOUND && exit 9'],
      }),
    );
    expect(error.message).toBe('Command failed with exit code 9');
  });
});

it('gives the library to bun as well', async () => {
  const { outputs, metrics } = await runTask(bunCommands, {
    env: { PATH: `${projectRoot}/.tools/bin:${process.env['PATH'] ?? ''}` },
    inputFiles: { 'main.ts': `import Kestra from '@kestra-io/libs';${calls}` },
    commands: ['bun run main.ts'],
  });
  expect(JSON.parse(JSON.stringify(outputs?.vars))).toEqual(told.vars);
  expect(metrics).toEqual(told.metrics);
});

it('leaves node alone where nothing names the library', async () => {
  const { logs } = await runTask(script, {
    script: 'console.log(process.env.NODE_OPTIONS ?? "none", process.env.NODE_PATH ?? "none");',
  });
  expect(logs).toEqual([{ level: 'INFO', message: 'none none' }]);
});

it('keeps a map of 1 MB as it is', async () => {
  const { outputs } = await runTask(script, {
    script: `const Kestra = require('@kestra-io/libs');
const map = Object.fromEntries(Array.from({ length: 20000 }, (_, n) => ['key ' + n, 'värde\\n' + 'x'.repeat(40) + n]));
Kestra.outputs({ map });`,
  });
  const map = outputs?.vars['map'] as Record<string, string>;
  expect(Object.keys(map)).toHaveLength(20_000);
  expect(map['key 19999']).toBe(`värde\n${'x'.repeat(40)}19999`);
});
