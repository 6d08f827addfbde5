import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ActRun, runAct } from '../support/act.ts';
import { buildTestAction, type BuiltAction } from '../support/action.ts';
import { ArtifactStore } from '../support/artifact-store.ts';
import { runGitphony } from '../support/cli.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import type { WorkflowRun } from '../support/github-api/state.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** Compiled workflows under act: one run goes on with another, as the command line dispatches it. */
let action: BuiltAction;
let results: ResultsService;
let api: GitHubApi;
let project: TempProject;
const started: WorkflowRun[] = [];

const load = (exit: string): string => `id: load
namespace: demo
tasks:
  - {id: make, type: io.kestra.plugin.core.debug.Return, format: made}
  - id: load
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner: {type: io.kestra.plugin.core.runner.Process}
    commands: ['echo "got {{ outputs.make.value }}"', '${exit}']
`;
const ask = `id: ask
namespace: demo
tasks:
  - {id: approve, type: io.kestra.plugin.core.flow.Pause, onResume: [{id: approved, type: BOOL}]}
  - {id: tell, type: io.kestra.plugin.core.log.Log, message: "approved {{ outputs.approve.onResume.approved }}"}
`;

beforeAll(async () => {
  const store = new ArtifactStore();
  project = await makeTempProject({
    'action/action.yml': 'name: a stand-in, for compile to see\n',
    'flows/load.yaml': load('exit 3'),
    'flows/ask.yaml': ask,
  });
  [action, results] = await Promise.all([buildTestAction(), startResultsService(store)]);
  expect(await runGitphony(['compile'], { cwd: project.dir })).toMatchObject({ exitCode: 0 });
  const paths = ['demo.load.yml', 'demo.ask.yml'].map((name) => `.github/workflows/${name}`);
  const texts = await Promise.all(paths.map(async (path) => [path, await readFile(project.path(path), 'utf8')]));
  const onRun = (run: WorkflowRun): void => void started.push(run);
  api = await startGitHubApi({ artifacts: store, files: Object.fromEntries(texts) as Record<string, string>, onRun });
});
afterAll(async () => {
  await Promise.all([action.remove(), results.close(), api.close(), project.remove()]);
});

/** Carries out a run as GitHub would. */
async function carryOut(run: WorkflowRun): Promise<ActRun> {
  const ended = await runAct({
    cwd: project.dir,
    workflow: run.path,
    event: 'workflow_dispatch',
    payload: { inputs: run.inputs },
    copies: { action: join(projectRoot, 'action'), 'action/dist': action.dist },
    secrets: { GITHUB_TOKEN: 'ghs_read' },
    env: {
      ...results.jobEnv({ runId: String(run.id) }),
      GITHUB_RUN_ID: String(run.id),
      GITHUB_API_URL: api.url,
      GITHUB_TOKEN: 'ghs_read',
    },
  });
  Object.assign(run, { status: 'completed', conclusion: ended.exitCode === 0 ? 'success' : 'failure' });
  return ended;
}

function executions(...args: readonly string[]) {
  const env = { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: 'ghs_job' };
  return runGitphony(['executions', ...args], { cwd: project.dir, env });
}

function begin(id: string): Promise<ActRun> {
  return carryOut(api.state.addRun({ path: `.github/workflows/demo.${id}.yml` }));
}

describe('control plane 7: restart under act, from run to run', () => {
  test('a failed run, restarted with --latest, takes the fix', async () => {
    const failed = await begin('load');
    expect(failed.exitCode).not.toBe(0);
    expect(failed.jobs.map(({ id }) => id)).toEqual(['run']);
    const before = api.state.runs[0]?.id;
    await writeFile(project.path('flows/load.yaml'), load('exit 0'));
    const restarted = await executions('restart', '--github', String(before), '--latest');
    expect(restarted.exitCode, restarted.stderr).toBe(0);
    const next = started.at(-1);
    if (next === undefined) throw new Error('nothing was started');
    const ended = await carryOut(next);
    expect(ended.exitCode, ended.output).toBe(0);
    expect(ended.summary).toContain(`Resumed from run ${before}: 1 task run taken over.`);
    expect(ended.log).toContain('got made');
  });

  test('a paused run goes on with what a dispatch gives', async () => {
    const paused = await begin('ask');
    expect(paused.exitCode, paused.output).toBe(0);
    const before = String(api.state.runs[0]?.id);
    const resumed = await executions('resume', '--github', before, '-i', 'approved=true');
    expect(resumed.exitCode, resumed.stderr).toBe(0);
    const next = started.at(-1);
    if (next === undefined) throw new Error('nothing was started');
    const ended = await carryOut(next);
    expect(ended.exitCode, ended.output).toBe(0);
    expect(ended.log).toContain('approved true');
  });
});
