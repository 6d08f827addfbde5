import { readFile, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ActRun, runAct } from '../support/act.ts';
import { buildTestAction, type BuiltAction } from '../support/action.ts';
import { runGitphony } from '../support/cli.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { projectRoot, toolPath } from '../support/tool-paths.ts';
import { writeToyWheel } from '../support/toy-wheel.ts';

/** What one run installs and compiles, the next one has: through @actions/cache and a cache server. */
let action: BuiltAction;
let results: ResultsService;
let project: TempProject;
let index: Server;
/** Addresses that uv asked for. */
const asked: string[] = [];

const WHEEL = 'toyone-1.0-py3-none-any.whl';

const flow = (address: string): string => `id: packages
namespace: demo
tasks:
  - id: answer
    type: io.kestra.plugin.scripts.python.Script
    taskRunner: {type: io.kestra.plugin.core.runner.Process}
    dependencies: [toyone]
    env: {UV_DEFAULT_INDEX: "${address}/simple", UV_NO_CACHE: "1"}
    script: |
      import toyone
      print("answer", toyone.ANSWER)
  - id: compiled
    type: gitphony.scripts.c.Script
    taskRunner: {type: io.kestra.plugin.core.runner.Process}
    compilerOptions: ["-O1"]
    script: |
      #include <stdio.h>
      int main(void) { puts("compiled at " __TIME__); return 0; }
`;

beforeAll(async () => {
  [action, results, project] = await Promise.all([buildTestAction(), startResultsService(), makeTempProject()]);
  await writeToyWheel(project.path('wheels'), 'toyone', '1.0');
  const wheel = await readFile(project.path('wheels', WHEEL));
  index = createServer(({ url = '' }, response) => {
    asked.push(url);
    if (url.endsWith('.whl')) response.end(wheel);
    else response.setHeader('content-type', 'text/html').end(`<a href="/files/${WHEEL}">${WHEEL}</a>`);
  }).listen(0, '127.0.0.1');
  await once(index, 'listening');
  const bound = index.address();
  await project.write({
    'repo/action/action.yml': 'name: a stand-in, for compile to see\n',
    'repo/flows/packages.yaml': flow(`http://127.0.0.1:${typeof bound === 'object' ? (bound?.port ?? 0) : 0}`),
  });
  expect(await runGitphony(['compile'], { cwd: project.path('repo') })).toMatchObject({ exitCode: 0 });
  vi.stubEnv('PATH', [dirname(toolPath('uv')), process.env['PATH'] ?? ''].join(delimiter));
});

afterAll(async () => {
  vi.unstubAllEnvs();
  index.close();
  await Promise.all([action.remove(), results.close(), project.remove()]);
});

/** A fresh machine each time, but for the cache server's folder. act moves RUNNER_TEMP from run to run, GitHub does not. */
function run(runId: string): Promise<ActRun> {
  return runAct({
    cwd: project.path('repo'),
    workflow: '.github/workflows/demo.packages.yml',
    event: 'workflow_dispatch',
    copies: { action: join(projectRoot, 'action'), 'action/dist': action.dist },
    cache: project.path('cache-server'),
    env: { ...results.jobEnv({ runId }), GITHUB_RUN_ID: runId, GITPHONY_CACHE_DIR: project.path('cache') },
  });
}

test('the second run restores packages and programs, and resolves and compiles nothing', async () => {
  const first = await run('7001');
  expect(first.exitCode, first.output).toBe(0);
  expect(first.log).toMatch(/Installing toyone/u);
  expect(first.log).toMatch(/answer 1\.0/u);
  expect(asked).toContain(`/files/${WHEEL}`);
  asked.length = 0;

  const compiledAt = /compiled at [\d:]+/u.exec(first.log)?.[0];
  expect(compiledAt).toBeDefined();
  await rm(project.path('cache'), { recursive: true });
  const second = await run('7002');
  expect(second.exitCode, second.output).toBe(0);
  expect(second.log).toMatch(/answer 1\.0/u);
  expect(second.log).not.toMatch(/Installing toyone/u);
  expect(asked).toEqual([]);
  expect(second.log).toContain(compiledAt);
});
