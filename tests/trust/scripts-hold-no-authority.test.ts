import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { globSync } from 'tinyglobby';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createConsoleLog } from '../../src/github/console-log.ts';
import { inheritedEnvironment } from '../../src/util/inherited-environment.ts';
import { askGit } from '../../src/util/ask-program.ts';
import { compileRow, rows } from '../golden/features/compile-row.ts';
import { modesWithoutTasks } from '../golden/features/modes-without-tasks.ts';
import { startTestDocker, whyNoDocker } from '../support/docker.ts';
import { type FlowRun, runTasks, statesOf } from '../support/run-flow.ts';
import { startSshServer } from '../support/ssh-server.ts';
import { tempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** What a job's step has in its environment, by GitHub's documentation of variables and the toolkit's sources. */
const authority = [
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_RUNTIME_URL',
  'ACTIONS_RESULTS_URL',
  'ACTIONS_CACHE_URL',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_URL',
  'INPUT_TOKEN',
  'INPUT_FLOW',
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'GITHUB_ENV',
  'GITHUB_PATH',
  'GITHUB_OUTPUT',
  'GITHUB_STATE',
  'GITHUB_STEP_SUMMARY',
  'GITHUB_EVENT_PATH',
  'STATE_record',
  'GITPHONY_TOKEN',
  'GITPHONY_SECRET_TOKEN',
  'GITPHONY_VAR_X',
  'SECRET_TOKEN',
  'AWS_SECRET_ACCESS_KEY',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'NODE_OPTIONS',
] as const;

const planted = 'planted-authority';

beforeEach(() => {
  for (const name of authority) vi.stubEnv(name, name === 'NODE_OPTIONS' ? `--title=${planted}` : `${planted}-${name}`);
});
afterEach(() => vi.unstubAllEnvs());

const hidden = (text: string): void => {
  expect(text).not.toContain(planted);
  expect(authority.filter((name) => new RegExp(`^.*\\b${name}=`, 'm').test(text))).toEqual([]);
};

const printed = ({ logs }: FlowRun): string => logs.map(({ message }) => message).join('\n');

const processRunner = 'taskRunner: {type: io.kestra.plugin.core.runner.Process}';

const languages = [
  ['shell.Commands', "commands: [env, \"cat /proc/self/environ | tr '\\\\0' '\\\\n'\"]"],
  ['shell.Script', 'script: env'],
  ['python.Script', 'script: "import os; print(chr(10).join(k + chr(61) + v for k, v in os.environ.items()))"'],
  [
    'node.Script',
    'script: "for (const [k, v] of Object.entries(process.env)) console.log(k + String.fromCharCode(61) + v)"',
  ],
] as const;

test.each(languages)('a process sees the allow-list and its own env: %s', async (type, body) => {
  const run = await runTasks(
    await tempProject({ 'gitphony.yaml': '' }),
    `- {id: look, type: io.kestra.plugin.scripts.${type}, ${processRunner}, env: {OWN: "of the task"}, ${body}}\n`,
  );
  expect(statesOf(run.execution), printed(run)).toEqual(['look=SUCCESS']);
  expect(printed(run)).toContain('OWN=of the task');
  expect(printed(run)).toContain('PATH=');
  hidden(printed(run));
});

test('a child sees the allow-list of the environment and its own env', async () => {
  // Held by the tests of each language above; here that nothing else is let through, whatever it is called.
  const everything = Object.fromEntries(authority.map((name) => [name, 'x']));
  expect(inheritedEnvironment({ ...everything, PATH: '/bin', LC_ALL: 'C' })).toEqual({ PATH: '/bin', LC_ALL: 'C' });
});

test('nor does a command on another host', async () => {
  await using server = await startSshServer();
  const project = await tempProject({ 'gitphony.yaml': '', '.env': `SSH_KEY=${JSON.stringify(server.privateKey)}\n` });
  const run = await runTasks(
    project,
    `- id: look
  type: io.kestra.plugin.scripts.shell.Commands
  env: {OWN: "of the task"}
  taskRunner:
    type: gitphony.runner.Ssh
    host: 127.0.0.1
    port: ${server.port}
    username: ${server.username}
    privateKey: "{{ secret('SSH_KEY') }}"
    hostKey: ${server.hostKey.trim()}
    remoteDirectory: ${server.remoteDirectory}
  commands: [env]
`,
  );
  expect(printed(run)).toContain('OWN=of the task');
  hidden(printed(run));
});

const missing = await whyNoDocker();

test.skipIf(missing !== undefined)('nor does a container', async () => {
  const engine = await startTestDocker();
  vi.stubEnv('DOCKER_HOST', engine.host);
  const run = await runTasks(
    await tempProject({ 'gitphony.yaml': '' }),
    `- id: look
  type: io.kestra.plugin.scripts.shell.Commands
  containerImage: ${engine.busybox}
  taskRunner: {type: io.kestra.plugin.scripts.runner.docker.Docker}
  env: {OWN: "of the task"}
  commands: [env]
`,
  );
  expect(printed(run)).toContain('OWN=of the task');
  hidden(printed(run));
});

test('git, which runs programs of a repository’s own settings, gets no token', async () => {
  const { dir, path } = await tempProject({ 'a.txt': 'a\n', '.gitattributes': '*.txt filter=look\n' });
  const git = (...args: readonly string[]): Promise<unknown> => execa('git', args, { cwd: dir });
  await git('init', '-q');
  await writeFile(path('look.sh'), `env > ${path('seen')}\ncat\n`);
  await git('config', 'filter.look.clean', `sh ${path('look.sh')}`);
  expect(await askGit(dir, ['hash-object', 'a.txt'])).toHaveProperty('output');
  expect(await readFile(path('seen'), 'utf8')).toContain('PATH=');
  hidden(await readFile(path('seen'), 'utf8'));
});

/** Who may start a process, and why it does not hand on the environment: a new one is looked at by whoever adds it here. */
const starters: Readonly<Record<string, string>> = {
  'src/util/ask-program.ts': 'git and gh, by the allow-list',
  'src/util/process-identity.ts': 'ps, of the system',
  'src/services/postgres/shelter.ts': 'the embedded PostgreSQL, on a laptop',
  'src/services/postgres/control.ts': 'the embedded PostgreSQL, on a laptop',
  'src/services/postgres/postmaster.ts': 'the embedded PostgreSQL, on a laptop',
  'src/services/postgres/os-user.ts': 'id and su, of the system',
  'src/plugins/scripts/runner/docker/docker-cli.ts': 'the engine’s command line; a container gets what is named',
  'src/plugins/scripts/runner/docker/copy-files.ts': 'tar of the system',
  'src/plugins/scripts/runner/docker/attached-container.ts': 'the engine’s command line',
  'src/plugins/gitphony/runner/ssh-client.ts': 'ssh, by the allow-list',
  'src/plugins/core/runner/process.ts': 'commands of tasks, by the allow-list',
};

test('nothing else of ours starts a process', async () => {
  const files = globSync(['src/**/*.ts', 'action/**/*.ts', '!**/*.test.ts', '!action/dist'], { cwd: projectRoot });
  const starting: string[] = [];
  for (const file of files) {
    const text = await readFile(join(projectRoot, file), 'utf8');
    if (/from 'node:child_process'|import\('node:child_process'\)|from 'execa'|import\('execa'\)/.test(text))
      starting.push(file);
  }
  expect(starting.filter((file) => !(file in starters))).toEqual([]);
  for (const file of [
    'src/util/ask-program.ts',
    'src/plugins/core/runner/process.ts',
    'src/plugins/gitphony/runner/ssh-client.ts',
  ]) {
    const text = await readFile(join(projectRoot, file), 'utf8');
    expect(text, file).toContain('inheritedEnvironment(process.env)');
    expect(text, file).not.toMatch(/\.\.\.process\.env/);
  }
});

test('a job that has write permissions runs no flow task', async () => {
  let seen = 0;
  for (const { name, workflow } of await Promise.all(rows.map(compileRow))) {
    for (const [id, job] of Object.entries(workflow.jobs)) {
      const writes = Object.entries(job.permissions).some(
        ([key, { level }]) => level === 'write' && key !== 'id-token',
      );
      if (!writes) continue;
      seen += 1;
      const modes = job.steps.filter(({ uses }) => uses?.action === './action').map((step) => step.with?.['mode']);
      expect(
        modes.filter((mode) => !modesWithoutTasks.includes(String(mode))),
        `${name}: ${id}`,
      ).toEqual([]);
      expect(
        job.steps.filter(({ run }) => run !== undefined),
        `${name}: ${id}`,
      ).toEqual([]);
    }
  }
  expect(seen).toBeGreaterThan(0);
});

/** The commands that a runner would carry out: by its rules for lines, leading blanks, and the stop token. */
function carriedOut(output: string): readonly string[] {
  const seen: string[] = [];
  let token: string | undefined;
  for (const line of output.split(/\r\n|\r|\n/)) {
    const name = /^\s*::([\w-]+)(?: [^:]*)?::/.exec(line)?.[1] ?? /##\[([\w-]+)/.exec(line)?.[1];
    if (name === undefined) continue;
    if (token === undefined && name === 'stop-commands') token = line.split('::')[2];
    else if (token === undefined) seen.push(line);
    else if (name === token) token = undefined;
  }
  return seen;
}

const attempts = [
  String.raw`echo '::stop-commands::mine'; echo '::mine::'; echo '::add-mask::e'; echo '::error::x'`,
  String.raw`for n in 0 1 a f deadbeef 000000000000000000000000000000000000000000000000; do echo "::$n::"; done; echo '::set-env name=A::b'`,
  String.raw`printf 'a\r::set-output name=a::b\r\n::save-state name=a::b\r\r\n'`,
  String.raw`printf '::add-'; sleep 0.2; printf 'path::/evil'; sleep 0.2; printf '\n'`,
  String.raw`printf ':'; sleep 0.1; printf ':error'; sleep 0.1; printf '::split\n' >&2`,
  String.raw`echo '##[command]x'; echo '  ##[set-env name=PATH;]/evil'; echo 'text ##[add-path]/evil'`,
  String.raw`printf 'no end of line ::warning::x'`,
  String.raw`printf '\f::notice::x\n\v::notice::x\n\302\205::notice::x\n\342\200\250::notice::x\n'`,
];

test('what a child prints cannot act as a workflow command', async () => {
  const tasks = attempts.map(
    (command, index) =>
      `- {id: try${index}, type: io.kestra.plugin.scripts.shell.Commands, ${processRunner}, commands: [${JSON.stringify(command)}]}\n`,
  );
  const { logs, execution } = await runTasks(await tempProject({ 'gitphony.yaml': '' }), tasks.join(''));
  expect(new Set(execution.taskRunList.map(({ state }) => state.current))).toEqual(new Set(['SUCCESS']));
  let output = '';
  const console = createConsoleLog((text) => {
    output += text;
  });
  for (const record of logs) console.onLog(record);
  expect(output).toContain('::error::x');
  expect(output).toContain('::add-path::/evil');
  expect(carriedOut(output)).toEqual([]);
});

test('each process has a random token of its own', () => {
  const tokens = Array.from({ length: 20 }, () => {
    let output = '';
    createConsoleLog((text) => {
      output += text;
    });
    return /^::stop-commands::([0-9a-f]{48})\n$/.exec(output)?.[1];
  });
  expect(tokens).not.toContain(undefined);
  expect(new Set(tokens).size).toBe(20);
});
