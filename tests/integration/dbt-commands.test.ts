import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { BoundRunner } from '../../src/contract/runner.ts';
import { build } from '../../src/plugins/dbt/cli/build.ts';
import { compile } from '../../src/plugins/dbt/cli/compile.ts';
import { dbtCli } from '../../src/plugins/dbt/cli/dbt-cli.ts';
import { deps } from '../../src/plugins/dbt/cli/deps.ts';
import { freshness } from '../../src/plugins/dbt/cli/freshness.ts';
import { list } from '../../src/plugins/dbt/cli/list.ts';
import { setup } from '../../src/plugins/dbt/cli/setup.ts';
import { createScene, runTask, taskErrorOf, type TaskScene } from '../support/run-task.ts';
import { pythonTool } from '../support/tool-paths.ts';
import { writeToyWheel } from '../support/toy-wheel.ts';

/** The tasks of one command each, with the real dbt. They share a working directory, as in a WorkingDirectory. */
const profiles =
  'shop: {target: dev, outputs: {dev: {type: duckdb, path: shop.duckdb}, other: {type: duckdb, path: other.duckdb}}}';
const files = {
  'dbt_project.yml': "name: shop\nversion: '1.0'\nprofile: shop\nflags: {send_anonymous_usage_stats: false}\n",
  'seeds/raw.csv': 'id,day\n1,2020-01-01 06:00:00\n2,2020-01-02 06:00:00\n',
  'models/rows.sql': "{{ config(materialized='table') }} select * from {{ ref('raw') }}",
  'models/schema.yml': `sources:
  - name: main
    tables:
      - name: raw
        config: {loaded_at_field: day, freshness: {warn_after: {count: 1, period: day}}}
models:
  - name: rows
    columns: [{name: id, data_tests: [{accepted_values: {arguments: {values: [1]}, config: {severity: warn}}}]}]
`,
};

let scene: TaskScene;
beforeAll(async () => {
  vi.stubEnv('PATH', [dirname(pythonTool('dbt', 'dbt')), process.env['PATH'] ?? ''].join(delimiter));
  scene = await createScene();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(scene.workingDirectory, path)), { recursive: true });
    await writeFile(join(scene.workingDirectory, path), text);
  }
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await scene[Symbol.asyncDispose]();
});

const texts = (logs: readonly { readonly message: string }[]): string => logs.map(({ message }) => message).join('\n');

describe('in the order of a project', { timeout: 120_000 }, () => {
  test('Deps stores no records, and leaves out what it has no option for', async () => {
    const { outputs, logs } = await runTask(deps, { profiles, thread: 2 }, { scene });
    expect(outputs).toEqual({ vars: {}, exitCode: 0, outputFiles: {} });
    expect(logs).toContainEqual({ level: 'WARN', message: 'thread: left out, "dbt deps" has no such option' });
  });

  test('List names the nodes in the log', async () => {
    const { outputs, logs } = await runTask(list, { profiles, select: ['rows'] }, { scene });
    expect(texts(logs)).toMatch(/^shop\.rows$/m);
    expect(outputs?.outputFiles).toEqual({});
  });

  test('Build: nodes, metrics of dbt and of its adapter, both records; a warning makes it WARNING', async () => {
    const first = scene.record.metrics.length;
    const { outputs, state, parts } = await runTask(build, { profiles, thread: 2, target: 'dev' }, { scene });
    expect(state).toBe('WARNING');
    expect(parts.map(({ name, state: ended }) => `${name.split('.').slice(0, 3).join('.')} ${ended}`)).toEqual([
      'seed.shop.raw SUCCESS',
      'model.shop.rows SUCCESS',
      'test.shop.accepted_values_rows_id__1 WARNING',
    ]);
    expect(Object.keys(outputs?.outputFiles ?? {}).toSorted()).toEqual(['manifest.json', 'run_results.json']);
    const metrics = scene.record.metrics.slice(first);
    expect(metrics).toContainEqual({ name: 'pass', type: 'counter', value: 2 });
    expect(metrics).toContainEqual({ name: 'warn', type: 'counter', value: 1 });
    const loaded = { name: 'rows.affected', type: 'counter', value: 2, tags: { node: 'seed.shop.raw' } };
    expect(metrics).toContainEqual(loaded);
  });

  test('Freshness: a source that is old is a part with a warning', async () => {
    const { state, parts } = await runTask(freshness, { profiles }, { scene });
    expect([state, parts.at(-1)?.name, parts.at(-1)?.state]).toEqual(['WARNING', 'source.shop.main.raw', 'WARNING']);
  });

  test('Compile stores the manifest, also where nothing is parsed of the results', async () => {
    const { outputs } = await runTask(compile, { profiles, parseRunResults: false }, { scene });
    expect(Object.keys(outputs?.outputFiles ?? {})).toEqual(['manifest.json']);
  });

  test('records that an earlier command left are not told as those of this one', async () => {
    const known = scene.record.parts.length;
    const failing = runTask(dbtCli, { profiles, commands: ['dbt run-operation nope'] }, { scene });
    const error = await taskErrorOf(failing);
    expect(error.message).toMatch(/^dbt: .*dbt could not find a macro with the name/is);
    expect(scene.record.parts).toHaveLength(known);
    expect((error.outputs as { outputFiles: object }).outputFiles).not.toHaveProperty('run_results.json');
  });

  test('logFormat NONE leaves the log to dbt; the nodes are recorded all the same. DEBUG shows where a line comes from', async () => {
    const known = scene.record.parts.length;
    const commands = ['dbt run'];
    const none = await runTask(dbtCli, { profiles, commands, logFormat: 'NONE' }, { scene });
    expect(texts(none.logs)).toMatch(/\d\d:\d\d:\d\d +1 of 1 OK created sql table model/);
    expect(scene.record.parts.slice(known)).toEqual([{ name: 'model.shop.rows', state: 'SUCCESS' }]);
    const debug = await runTask(dbtCli, { profiles, commands, logFormat: 'DEBUG' }, { scene });
    expect(texts(debug.logs)).toMatch(/^20\d\d-\S+Z Thread-\d+ .*: 1 of 1 OK created sql table model/m);
    expect(scene.record.parts.slice(known)).toHaveLength(2);
  });
});

test.each([
  ['DbtCLI', dbtCli, {}, 'ghcr.io/kestra-io/dbt'],
  ['DbtCLI', dbtCli, { engine: 'FUSION' }, 'ghcr.io/kestra-io/dbt-fusion'],
  ['DbtCLI', dbtCli, { containerImage: 'own:1' }, 'own:1'],
  ['Build', build, {}, 'ghcr.io/kestra-io/dbt'],
  ['Build', build, { dockerOptions: { image: 'older:1' } }, 'older:1'],
  ['Setup', setup, { requirements: ['dbt-duckdb'], profiles: 'x: {}' }, 'python'],
] as const)('the image of %s', async (_, task, properties, image) => {
  const images: unknown[] = [];
  const runner: BoundRunner = {
    type: 'test',
    isolated: true,
    run: async ({ containerImage }) => {
      images.push(containerImage);
      return { exitCode: 0 };
    },
  };
  await using own = await createScene();
  const given = task === setup ? properties : { commands: ['dbt build'], ...properties };
  await runTask(task as typeof dbtCli, given as { commands: string[] }, { scene: own, runner });
  expect(images).toEqual([image]);
});

describe('Setup', () => {
  test('makes ./bin/dbt and the profiles that Build finds', { timeout: 120_000 }, async () => {
    await using own = await createScene();
    const wheels = join(own.folder, 'wheels');
    await writeToyWheel(wheels, 'dbt', '1.0');
    const offline = { PIP_NO_INDEX: '1', PIP_FIND_LINKS: wheels };
    const map = { shop: { target: '{{ vars.target }}', outputs: {} } };
    const variables = { vars: { target: 'dev' } };
    await runTask(setup, { requirements: ['dbt>=0.9'], profiles: map, env: offline }, { scene: own, variables });
    const file = join(own.workingDirectory, '.profile', 'profiles.yml');
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ shop: { target: 'dev', outputs: {} } });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    // The toy says its version, whatever it is told.
    const built = await runTask(build, {}, { scene: own });
    expect(texts(built.logs)).toMatch(/^1\.0$/m);
    const shown = await runTask(build, { dbtPath: 'echo $DBT_PROFILES_DIR' }, { scene: own }).catch(String);
    expect(shown).toContain('exit code 127');
    await writeToyWheel(wheels, 'other', '1.0');
    const without = runTask(
      setup,
      { requirements: ['other'], profiles: 'x: {}', env: offline },
      { scene: await createScene() },
    );
    expect((await taskErrorOf(without)).lastLines?.join()).toContain('none of them brings dbt');
  });
});
