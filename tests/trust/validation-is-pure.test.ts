import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { execa } from 'execa';
import { globSync } from 'tinyglobby';
import { expect, onTestFinished, test, vi } from 'vitest';
import { courseFolder, withoutCourse } from '../support/course.ts';
import { compileRow, rows } from '../golden/features/compile-row.ts';
import { runTasks, statesOf } from '../support/run-flow.ts';
import { type TempProject, tempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** Variables that say how to print, where the compiled code of Node is kept, and where ours is. None changes what is answered. */
const harmless = new Set([
  'CI',
  'COLORTERM',
  'FORCE_COLOR',
  'GITPHONY_CACHE_DIR',
  'HOME',
  'NODE_COMPILE_CACHE',
  'NODE_COMPILE_CACHE_PORTABLE',
  'NO_COLOR',
  'TERM',
  'TINYGLOBBY_DEBUG',
  'WATCH_REPORT_DEPENDENCIES',
  'XDG_CACHE_HOME',
]);

const marker = '/tmp/gitphony-trust-must-not-be-there';

/** Everything that could reach outside stands where validation and compilation look at it. */
const hostile = `id: hostile
namespace: demo
labels: {a: "{{ http('http://127.0.0.1:9/') }}"}
inputs:
  - {id: x, type: STRING, defaults: "{{ secret('PLANTED') }}"}
  - {id: y, type: SELECT, expression: "{{ kv('LIST') }}"}
variables:
  a: "{{ read('/etc/passwd') }}"
  b: "{{ env('PLANTED') }}{{ envs.planted }}"
  c: "{{ ''.constructor.constructor('return process')() }}"
tasks:
  - {id: script, type: io.kestra.plugin.scripts.shell.Commands, commands: ['touch ${marker}', '{{ env("PLANTED") }}']}
  - {id: get, type: io.kestra.plugin.core.http.Request, uri: "http://127.0.0.1:9/{{ http('http://169.254.169.254/') }}"}
  - {id: rows, type: io.kestra.plugin.jdbc.postgresql.Query, url: "jdbc:postgresql://127.0.0.1:9/x", sql: SELECT 1}
  - {id: store, type: io.kestra.plugin.core.storage.Write, content: "{{ render(vars.a) }}"}
outputs: [{id: o, type: STRING, value: "{{ secret('PLANTED') }}"}]
triggers:
  - {id: hook, type: io.kestra.plugin.core.trigger.Webhook, key: "{{ secret('PLANTED') }}", when: "{{ env('PLANTED') == 'x' }}"}
  - {id: daily, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 9 * * *"}
`;

/** The course's flows, our own, those of the goldens, those that a real Kestra was asked about, and a hostile one. */
async function bigProject(): Promise<TempProject> {
  const own = globSync(['flows/*.yaml', 'tests/golden/workflows/*/flow.yaml'], {
    cwd: projectRoot,
  });
  const files: Record<string, Uint8Array | string> = {
    'action/action.yml': 'name: a\n',
    'flows/hostile.yaml': hostile,
    '.env': 'PLANTED=planted-secret\nENV_PLANTED=planted-variable\n',
  };
  for (const file of own) files[`flows/${file.replaceAll('/', '-')}`] = await readFile(join(projectRoot, file));
  for (const file of withoutCourse === undefined ? await readdir(courseFolder) : [])
    files[`flows/course-${file}`] = await readFile(join(courseFolder, file));
  const observed = join(projectRoot, '..', 'shared', 'conformance', 'flows');
  for (const file of globSync('*/flow.yaml', { cwd: observed })) {
    files[`flows/observed-${file.replaceAll('/', '-')}`] = await readFile(join(observed, file));
  }
  return tempProject(files);
}

interface Trapped {
  readonly exitCode: number | undefined;
  readonly output: string;
  readonly reached: readonly string[];
}

async function runTrapped(project: TempProject, args: readonly string[]): Promise<Trapped> {
  const trapFile = project.path('trapped');
  await project.write({ trapped: '' });
  const { exitCode, all } = await execa(
    'node',
    ['--import', join(import.meta.dirname, 'trap.mjs'), join(projectRoot, 'bin', 'start.mjs'), ...args],
    {
      cwd: project.dir,
      env: {
        NO_COLOR: '1',
        TRAP_FILE: trapFile,
        ENV_PLANTED: 'planted-variable',
        SECRET_PLANTED: Buffer.from('planted-secret').toString('base64'),
        GITPHONY_SECRET_PLANTED: 'planted-secret',
        GITHUB_TOKEN: 'planted-token',
      },
      all: true,
      reject: false,
      maxBuffer: 100_000_000,
    },
  );
  const reached = new Set((await readFile(trapFile, 'utf8')).split('\n').filter((line) => line !== ''));
  return {
    exitCode,
    output: all,
    reached: [...reached].filter((what) => !harmless.has(what.replace('variable ', ''))),
  };
}

test('validate and compile use no network, no process and no variable', async () => {
  const project = await bigProject();
  const count = globSync('flows/*.yaml', { cwd: project.dir }).length;
  // Without what lies beside the checkout: our own and the goldens.
  expect(count).toBeGreaterThan(withoutCourse === undefined ? 100 : 50);
  for (const args of [
    ['validate'],
    ['validate', '--json'],
    ['compile', '--check'],
    ['compile', '--check', '--json'],
    ['compile'],
  ]) {
    const { reached, output, exitCode } = await runTrapped(project, args);
    expect(reached, args.join(' ')).toEqual([]);
    expect(exitCode, output.slice(0, 2000)).toBe(2);
    expect(output).not.toContain('planted-');
    expect(output).not.toContain('trapped:');
  }
  expect(existsSync(marker)).toBe(false);
  const workflows = globSync('.github/workflows/*.yml', { cwd: project.dir, dot: true });
  expect(workflows.length).toBeGreaterThan(20);
});

test('nor does what an editor completes by', async () => {
  const project = await tempProject({ '.env': 'PLANTED=planted-secret\n' });
  for (const args of [['schema'], ['plugins', 'list'], ['plugins', 'doc', 'io.kestra.plugin.core.http.Request']]) {
    const { reached, exitCode } = await runTrapped(project, args);
    expect(exitCode, args.join(' ')).toBe(0);
    expect(reached, args.join(' ')).toEqual([]);
  }
});

test('the trap itself holds', async () => {
  // What `render` does may reach outside: were the trap blind, the tests above could not fail.
  const project = await tempProject({ 'gitphony.yaml': '' });
  const { reached } = await runTrapped(project, ['render', "{{ http('http://127.0.0.1:9/') }}{{ envs.planted }}"]);
  expect(reached).toContain('variable *');
  expect((await runTrapped(project, ['kv', 'list', '--github'])).reached.join(' ')).toMatch(/process git/);
});

const answer = async (message: string): Promise<{ readonly states: readonly string[]; readonly said: string }> => {
  const { logs, execution } = await runTasks(
    await tempProject({ 'gitphony.yaml': '' }),
    `- {id: say, type: io.kestra.plugin.core.log.Log, message: ${JSON.stringify(message)}}\n`,
  );
  return { states: statesOf(execution), said: logs.map((record) => record.message).join('\n') };
};

test('at run time env() sees names that begin with ENV_ only', async () => {
  vi.stubEnv('ENV_COLOUR', 'green');
  vi.stubEnv('GITHUB_TOKEN', 'planted-token');
  vi.stubEnv('ACTIONS_RUNTIME_TOKEN', 'planted-token');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { states, said } = await answer(
    "{{ env('colour') }}{{ envs.colour }}|{{ env('GITHUB_TOKEN') }}{{ env('ACTIONS_RUNTIME_TOKEN') }}{{ env('PATH') }}{{ env('HOME') }}|",
  );
  expect(states).toEqual(['say=SUCCESS']);
  expect(said).toContain('greengreen||');
  expect((await answer("{{ envs.github_token ?? 'none' }}{{ envs.path ?? 'none' }}")).said).toContain('nonenone');
});

test('on GitHub secret() finds the names only that were found at compile time', async () => {
  for (const { text, name, source } of await Promise.all(rows.map(compileRow))) {
    const named = [...text.matchAll(/secrets\.(\w+)/g)].map(([, secret]) => secret);
    const asked = new Set(
      [...source.matchAll(/secret\('(\w+)'\)/g)].map(([, secret]) => secret).concat('GITPHONY_TOKEN'),
    );
    expect(
      named.filter((secret) => !asked.has(secret)),
      name,
    ).toEqual([]);
    expect(text, name).not.toMatch(/toJSON\(\s*secrets|secrets\[/i);
  }
  const { states, said } = await answer("{{ secret('NEVER_NAMED') }}");
  expect(states).toEqual(['say=FAILED']);
  expect(said).toContain('there is no secret "NEVER_NAMED"');
});

test('http() refuses loopback and link-local addresses unless they are allowed', async () => {
  const server = createServer((_request, response) => void response.end('reached')).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  for (const address of [
    `http://127.0.0.1:${port}/`,
    `http://localhost:${port}/`,
    'http://169.254.169.254/latest/meta-data/',
  ]) {
    const { states, said } = await answer(`{{ http('${address}') }}`);
    expect(states, address).toEqual(['say=FAILED']);
    expect(said, address).toContain('is an address of this machine or its neighbours');
  }
  const { logs, execution } = await runTasks(
    await tempProject({ 'gitphony.yaml': 'allowHttp: [127.0.0.1]\n' }),
    `- {id: say, type: io.kestra.plugin.core.log.Log, message: "{{ http('http://127.0.0.1:${port}/') }}"}\n`,
  );
  expect(statesOf(execution)).toEqual(['say=SUCCESS']);
  expect(logs.map(({ message }) => message)).toContain('reached');
});
