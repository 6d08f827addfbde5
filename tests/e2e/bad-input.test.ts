import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { type CliOptions, type CliResult, runGitphony, startGitphony } from '../support/cli.ts';
import { startTestPostgres, type TestDatabase, type TestServer } from '../support/postgres.ts';
import { sampleCsv } from '../support/taxi.ts';
import { type TempProject, tempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** What people and machines do wrong: a clear message, the exit code of the contract, tables and journal unharmed. */
const inputs = `id: typed
namespace: bad.input
inputs:
  - id: taxi
    type: SELECT
    values: [yellow, green]
  - id: day
    type: DATE
    required: false
tasks:
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: "{{ inputs.taxi }}"
`;

const scheduled = `id: monthly
namespace: bad.input
tasks:
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: "{{ trigger.date | date('yyyy-MM') }}"
triggers:
  - id: green_schedule
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 1 * *"
`;

function commands(id: string, ...lines: string[]): string {
  return `id: ${id}
namespace: bad.input
tasks:
  - id: before
    type: io.kestra.plugin.core.debug.Return
    format: done
  - id: work
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    outputFiles: ["*.out"]
    commands:
${lines.map((line) => `      - ${JSON.stringify(line)}\n`).join('')}`;
}

function run(project: TempProject, args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return runGitphony(['run', ...args], { cwd: project.dir, ...options });
}

/** What a command said that was refused: by exit code 2, without a stack, with nothing on stdout. */
function refusalOf({ exitCode, stdout, stderr }: CliResult): string {
  if (exitCode !== 2 || stdout !== '' || /\n {4}at |defect of gitphony/.test(stderr)) {
    throw new Error(`expected a refusal, got exit code ${exitCode}\n${stdout}\n${stderr}`);
  }
  return stderr;
}

async function record({ dir }: TempProject, id = 'last'): Promise<Execution> {
  const shown = await runGitphony(['executions', 'show', id, '--json'], { cwd: dir });
  expect(shown).toMatchObject({ exitCode: 0, stderr: '' });
  return JSON.parse(shown.stdout) as Execution;
}

async function logs({ dir }: TempProject, id = 'last'): Promise<string> {
  const printed = await runGitphony(['executions', 'logs', id], { cwd: dir });
  expect(printed).toMatchObject({ exitCode: 0, stderr: '' });
  return printed.stdout;
}

describe('inputs', () => {
  const files = { 'flows/typed.yaml': inputs };
  const refused: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['a SELECT value outside the list', ['-i', 'taxi=purple'], /typed\.yaml:4:5: .*taxi: .*yellow, green.*"purple"/],
    ['a missing required input', [], /typed\.yaml:4:5: .*taxi: expected a value \(SELECT\), got none/],
    ['an input that does not exist', ['-i', 'taxi=green', '-i', 'taxy=x'], /taxy: .*did you mean "taxi"\?/],
    ['a date that is none', ['-i', 'taxi=green', '-i', 'day=2019-02-30'], /typed\.yaml:7:5: .*day: .*"2019-02-30"/],
    ['a word that is no pair', ['-i', 'taxi'], /expected -i key=value, got "taxi"/],
    ['a file of inputs that is not there', ['--inputs', 'none.json'], /object of inputs in none\.json: .*ENOENT/],
  ];
  for (const [title, args, message] of refused) {
    test(`${title}: exit 2, nothing recorded`, async () => {
      const project = await tempProject(files);
      expect(refusalOf(await run(project, ['bad.input.typed', ...args]))).toMatch(message);
      const list = await runGitphony(['executions', 'list'], { cwd: project.dir });
      expect(list.stdout).toBe('no executions\n');
    });
  }

  test('everything that is wrong is said at once', async () => {
    const project = await tempProject(files);
    const ended = await run(project, ['bad.input.typed', '-i', 'taxi=purple', '-i', 'day=soon', '-i', 'x=1']);
    expect(refusalOf(ended)).toMatch(/x: [^]*taxi: [^]*day: /);
  });
});

describe('names and windows', () => {
  test('a flow that does not exist: the nearest name', async () => {
    const project = await tempProject({ 'flows/typed.yaml': inputs });
    expect(refusalOf(await run(project, ['bad.input.typd']))).toMatch(/no "bad\.input\.typd"/);
    expect(refusalOf(await run(project, ['bad.input.typd']))).toMatch(/did you mean "bad\.input\.typed"\?/);
    expect(refusalOf(await run(project, ['flows/type.yaml']))).toMatch(/no "flows\/type\.yaml"/);
    expect(refusalOf(await run(project, ['flows/type.yaml']))).toMatch(/did you mean "flows\/typed\.yaml"\?/);
    expect(refusalOf(await run(project, ['flows']))).toMatch(/expected a flow file/);
  });

  test('a window without a tick: the nearest ones', async () => {
    const project = await tempProject({ 'flows/monthly.yaml': scheduled });
    const window = ['backfill', 'bad.input.monthly', '--start', '2019-01-02', '--end', '2019-01-31'];
    const ended = await runGitphony(window, { cwd: project.dir });
    expect(refusalOf(ended)).toMatch(
      /no tick of green_schedule lies between[^]*2019-01-01T09:00:00Z.*2019-02-01T09:00:00Z/,
    );
    const turned = await runGitphony([...window.slice(0, 4), '--end', '2018-01-01'], { cwd: project.dir });
    expect(refusalOf(turned)).toMatch(/end that is not before the start/);
    const odd = await runGitphony(['backfill', 'bad.input.monthly', '--start', '2019-02-30'], { cwd: project.dir });
    expect(refusalOf(odd)).toMatch(/expected a date .*got "2019-02-30"/);
  });

  test('a flow that needs trigger.date, started by hand: which option to use', async () => {
    const project = await tempProject({ 'flows/monthly.yaml': scheduled });
    const ended = await run(project, ['flows/monthly.yaml']);
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toMatch(/flows\/monthly\.yaml:4:5, task say: .*`trigger`/);
    expect(ended.stderr).toMatch(/hint: .*use --trigger green_schedule --date 2019-/);
    const asTold = await run(project, [
      'flows/monthly.yaml',
      '--trigger',
      'green_schedule',
      '--date',
      '2019-01-01T09:00',
    ]);
    expect(asTold).toMatchObject({ exitCode: 0 });
    expect(await logs(project)).toContain('INFO  say 2019-01\n');
  });
});

describe('processes', () => {
  test('a child that somebody kills fails its task, and the record says so', async () => {
    const project = await tempProject({ 'flows/k.yaml': commands('k', 'echo "pid=$$"', 'sleep 60 & wait') });
    const running = startGitphony(['run', 'bad.input.k'], { cwd: project.dir });
    process.kill(Number((await running.output(/pid=(\d+)/))[1]), 'SIGKILL');
    const ended = await running.ended;
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toMatch(/k\.yaml:7:5, task work: .*exit code 137[^]*hint: .*SIGKILL/);
    const { state, taskRunList } = await record(project);
    expect(state.current).toBe('FAILED');
    expect(taskRunList.map((taskRun) => taskRun.state.current)).toEqual(['SUCCESS', 'FAILED']);
  });

  test('a program that is not there: which package has it', async () => {
    const project = await tempProject({
      'flows/w.yaml': commands('w', 'wget -qO- http://127.0.0.1:9/month.csv.gz | gunzip > month.out'),
    });
    const path = join(project.dir, 'bin');
    await mkdir(path);
    for (const program of ['sh', 'bash', 'env', 'gunzip', 'gzip', 'node']) {
      const { stdout } = await execa('which', [program]);
      await symlink(program === 'node' ? process.execPath : stdout, join(path, program));
    }
    const ended = await run(project, ['bad.input.w'], { env: { PATH: path } });
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toMatch(/task work: .*wget: not found\n +hint: .*package wget/);
    expect(await logs(project)).toMatch(/ERROR work .*wget: not found/);
  });
});

describe('a full disk', () => {
  test('a limit on the size of files: the script fails, and the record is whole', async () => {
    const project = await tempProject({ 'flows/big.yaml': commands('big', 'head -c 20000000 /dev/zero > big.out') });
    const command = 'ulimit -f 10000; exec "$0" run bad.input.big';
    const ended = await execa('bash', ['-c', command, join(projectRoot, 'bin/gitphony')], {
      cwd: project.dir,
      reject: false,
    });
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toMatch(/File size limit exceeded/);
    expect((await record(project)).state.current).toBe('FAILED');
  });

  test('no room for the record itself: said plainly, readable afterwards, resumable once there is room', async () => {
    const project = await tempProject();
    const state = join(project.dir, 'small');
    await mkdir(state);
    await mountSmallDisk(state);
    const fill = `if [ ! -e ${project.dir}/tried ]; then touch ${project.dir}/tried; cat /dev/zero > ${state}/filler || true; fi; seq 1 20000`;
    await project.write({ 'flows/big.yaml': commands('big', fill) });
    const env = { GITPHONY_STATE_DIR: state };
    const ended = await run(project, ['bad.input.big'], { env });
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toMatch(/error: cannot write .*ENOSPC.*\n +hint: make room on that disk/);
    const shown = await runGitphony(['executions', 'show', 'last'], { cwd: project.dir, env });
    expect(shown.exitCode).toBe(0);
    expect(shown.stdout).toMatch(/^INTERRUPTED bad\.input\.big[^]*executions resume/);
    expect(shown.stdout).toMatch(/before +SUCCESS/);

    await rm(join(state, 'filler'));
    const id = /^execution (\w+)$/m.exec(ended.stderr)?.[1] ?? '';
    const resumed = await runGitphony(['executions', 'resume', id], { cwd: project.dir, env });
    expect(resumed.exitCode, resumed.stderr).toBe(0);
  });
});

/** A disk of 4 MB in memory. Mounting takes root, or `sudo` without a password, as GitHub's runners have it. */
async function mountSmallDisk(folder: string): Promise<void> {
  const asRoot = async (...words: string[]): Promise<void> => {
    const [program = '', ...args] = process.getuid?.() === 0 ? words : ['sudo', '-n', ...words];
    await execa(program, args);
  };
  await asRoot('mount', '-t', 'tmpfs', '-o', 'size=4m,mode=777', 'tmpfs', folder);
  onTestFinished(() => asRoot('umount', '-l', folder));
}

describe('the database', () => {
  let server: TestServer;
  let database: TestDatabase;
  beforeAll(async () => {
    server = await startTestPostgres();
    database = await server.freshDatabase('bad');
  });
  afterAll(() => server.stop());

  const secrets = ({ jdbcUrl, user, password }: TestDatabase): Record<string, string> => ({
    GITPHONY_SECRET_POSTGRES_JDBC_URL: jdbcUrl,
    GITPHONY_SECRET_POSTGRES_USER: user,
    GITPHONY_SECRET_POSTGRES_PASSWORD: password,
  });

  test('one that is away: where it was looked for, and the password nowhere', async () => {
    const project = await shippedTaxi();
    const env = { ...secrets(database), GITPHONY_SECRET_POSTGRES_JDBC_URL: 'jdbc:postgresql://127.0.0.1:1/away' };
    const source = await serveMonth(() => greenMonth(10));
    const ended = await run(project, [...load, '-i', `source=${source}`], { env });
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toMatch(/127\.0\.0\.1:1: connection refused/);
    expect(ended.stderr + (await logs(project))).not.toContain(database.password);
    expect((await record(project)).state.current).toBe('FAILED');
  });

  test('a broken row in the CSV: both tables as they were; the mended file loads by a plain re-run', async () => {
    const project = await shippedTaxi();
    const env = secrets(database);
    const whole = greenMonth(200);
    let csv = whole;
    const args = [...load, '-i', `source=${await serveMonth(() => csv)}`];
    expect(await run(project, args, { env })).toMatchObject({ exitCode: 0 });
    const counts = async (): Promise<unknown> =>
      database.query(
        `SELECT (SELECT count(*) FROM green.trips_staging)::int AS staging, (SELECT count(*) FROM green.trips)::int AS final`,
      );
    expect(await counts()).toEqual([{ staging: 200, final: 200 }]);

    const lines = whole.split('\n');
    csv = lines.with(100, `${lines[100] ?? ''},one,too,many`).join('\n');
    const broken = await run(project, args, { env });
    expect(broken.exitCode).toBe(1);
    expect(broken.stderr).toMatch(/task \w+: .*extra data after last expected column/);
    expect(broken.stderr).toMatch(/line 101/);
    expect(await counts()).toEqual([{ staging: 0, final: 200 }]);
    expect((await record(project)).state.current).toBe('FAILED');

    csv = whole;
    expect(await run(project, args, { env })).toMatchObject({ exitCode: 0 });
    expect(await counts()).toEqual([{ staging: 200, final: 200 }]);
  });
});

const load = ['gitphony.examples.taxi_postgres', '-i', 'taxi=green', '-i', 'month=01'];

async function shippedTaxi(): Promise<TempProject> {
  const text = await readFile(join(projectRoot, 'flows/taxi-postgres.yaml'), 'utf8');
  return tempProject({ 'flows/taxi-postgres.yaml': text });
}

function greenMonth(rows: number): string {
  return [...sampleCsv({ taxi: 'green', year: 2019, month: 1, rows })].join('');
}

/** Serves what `csv` answers, packed, under every path; until the test ends. */
async function serveMonth(csv: () => string): Promise<string> {
  const server = createServer((_, response) => {
    response.end(gzipSync(csv()));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
