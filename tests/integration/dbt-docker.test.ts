import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { runGitphony } from '../support/cli.ts';
import { startTestDocker, type TestDocker, whyNoDocker } from '../support/docker.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

const missing = await whyNoDocker();

/** dbt in a container that has none: pip installs it there, from wheels that this machine has fetched, for the container has no network. */
describe.skipIf(missing !== undefined)('dbt in a container', { timeout: 240_000 }, () => {
  let engine: TestDocker;
  let project: TempProject;
  let wheels: string;
  beforeAll(async () => {
    engine = await startTestDocker();
    wheels = await mkdtemp(join(tmpdir(), 'gitphony-wheels-'));
    const list = join(projectRoot, 'tools', 'python', 'dbt.txt');
    // The image's Python has no pip of its own: pip is a wheel too.
    const words = [
      '-m',
      'pip',
      'download',
      '--quiet',
      '--only-binary',
      ':all:',
      '--dest',
      wheels,
      '--constraint',
      list,
    ];
    await execa('python3', [...words, 'dbt-core', 'dbt-duckdb', 'pip']);
    project = await makeTempProject({
      'flows/shop.yaml': '',
      'namespace-files/demo/dbt/dbt_project.yml': "name: shop\nversion: '1.0'\nprofile: shop\n",
      'namespace-files/demo/dbt/models/one.sql': 'select 1 as n',
      'namespace-files/demo/dbt/models/two.sql': "select n + 1 as n from {{ ref('one') }}",
      'namespace-files/demo/dbt/models/schema.yml': 'models: [{name: two, columns: [{name: n, data_tests: [unique]}]}]',
    });
  }, 240_000);
  afterAll(async () => {
    expect(await engine.containers('demo.shop_in_a_container')).toEqual([]);
    await Promise.all([project.remove(), rm(wheels, { recursive: true, force: true })]);
  });

  test('pip in beforeCommands; its nodes are task runs, its records and files come out', async () => {
    const pip = (await readdir(wheels)).find((name) => name.startsWith('pip-')) ?? 'no pip';
    await project.write({
      'flows/shop.yaml': `id: shop_in_a_container
namespace: demo
tasks:
  - id: dbt
    type: io.kestra.plugin.dbt.cli.DbtCLI
    containerImage: ${engine.python}
    taskRunner:
      type: io.kestra.plugin.scripts.runner.docker.Docker
      volumes: ["${wheels}:/wheels:ro"]
    namespaceFiles: {enabled: true}
    projectDir: dbt
    env: {PIP_NO_INDEX: "1", PIP_FIND_LINKS: /wheels}
    beforeCommands:
      - python3 /wheels/${pip}/pip install --quiet --no-compile --target .dbt dbt-core dbt-duckdb
      - export PYTHONPATH=$PWD/.dbt PATH=$PWD/.dbt/bin:$PATH
    commands: [dbt build]
    outputFiles: [shop.duckdb]
    profiles: |
      shop: {target: dev, outputs: {dev: {type: duckdb, path: shop.duckdb}}}
`,
    });
    const ended = await runGitphony(['run', 'flows/shop.yaml', '--json'], {
      cwd: project.dir,
      env: { DOCKER_HOST: engine.host },
      timeout: 200_000,
    });
    expect(ended.exitCode, ended.stderr).toBe(0);
    const { taskRunList } = JSON.parse(ended.stdout) as Execution;
    const states = taskRunList.map(({ taskId, state }) => `${taskId.replace(/\.[0-9a-f]{10}$/, '')} ${state.current}`);
    expect(states).toEqual([
      'dbt SUCCESS',
      'model.shop.one SUCCESS',
      'model.shop.two SUCCESS',
      'test.shop.unique_two_n SUCCESS',
    ]);
    expect(taskRunList[0]?.outputs).toMatchObject({
      outputFiles: {
        'manifest.json': expect.any(String),
        'run_results.json': expect.any(String),
        'shop.duckdb': expect.any(String),
      },
    });
  });
});
