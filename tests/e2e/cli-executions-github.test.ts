import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ActionRun, buildTestAction, type BuiltAction, runAction } from '../support/action.ts';
import { ArtifactStore } from '../support/artifact-store.ts';
import { type CliResult, runGitphony } from '../support/cli.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import type { WorkflowRun } from '../support/github-api/state.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';

/** Runs that the bundled action made, seen and moved from a laptop. */
let action: BuiltAction;
let results: ResultsService;
let api: GitHubApi;
let project: TempProject;
const started: WorkflowRun[] = [];

const script = (id: string, command: string): string => `  - id: ${id}
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner: {type: io.kestra.plugin.core.runner.Process}
    outputFiles: ['*.txt']
    commands:
      - |
        ${command}
`;
const files = (dir: string) => ({
  'flows/fails.yaml': `id: fails
namespace: demo
inputs: [{id: size, type: INT}]
tasks:
${script('make', `echo made >> ${dir}/seen; echo content > made.txt; echo a line of make`)}
${script('load', `echo load >> ${dir}/seen; cat "{{ outputs.make.outputFiles['made.txt'] }}"; [ -e ${dir}/mended ]`)}
`,
  'flows/waits.yaml': `id: waits
namespace: demo
tasks:
  - {id: ask, type: io.kestra.plugin.core.flow.Pause, onResume: [{id: approved, type: BOOL}]}
`,
});

beforeAll(async () => {
  const store = new ArtifactStore();
  project = await makeTempProject({ 'action/action.yml': 'name: a stand-in, for compile to see\n' });
  await project.write(files(project.dir));
  [action, results] = await Promise.all([buildTestAction(), startResultsService(store)]);
  expect(await runGitphony(['compile'], { cwd: project.dir })).toMatchObject({ exitCode: 0 });
  const workflows = ['demo.fails.yml', 'demo.waits.yml'].map((name) => `.github/workflows/${name}`);
  const texts = await Promise.all(workflows.map(async (path) => [path, await readFile(project.path(path), 'utf8')]));
  const onRun = (run: WorkflowRun): void => void started.push(run);
  api = await startGitHubApi({ artifacts: store, files: Object.fromEntries(texts) as Record<string, string>, onRun });
});
afterAll(async () => {
  await Promise.all([action.remove(), results.close(), api.close(), project.remove()]);
});

async function runOnGithub(id: string, more: Partial<WorkflowRun>): Promise<{ run: WorkflowRun; ended: ActionRun }> {
  const path = `.github/workflows/demo.${id}.yml`;
  const run = api.state.addRun({ path, status: 'completed', displayTitle: `${id} · by hand`, ...more });
  const ended = await runAction({
    dist: action.dist,
    files: files(project.dir),
    inputs: { flow: `flows/${id}.yaml` },
    payload: { inputs: id === 'fails' ? { size: 3 } : {}, repository: { private: true } },
    env: {
      ...results.jobEnv({ runId: String(run.id) }),
      GITHUB_RUN_ID: String(run.id),
      GITHUB_REF: 'refs/heads/main',
      GITHUB_WORKFLOW_REF: `octo/flows/${path}@refs/heads/main`,
    },
  });
  return { run, ended };
}

function executions(args: readonly string[], token = 'ghs_job'): Promise<CliResult> {
  const env = { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: token };
  return runGitphony(['executions', ...args], { cwd: project.dir, env });
}

describe('control plane 7: restart, from the command line', () => {
  test('a failed run is listed, shown, its logs read; pulled, it goes on here with its files', async () => {
    const { run, ended } = await runOnGithub('fails', { conclusion: 'failure' });
    const id = String(run.id);
    const list = await executions(['list', '--github', '--json'], 'ghs_read');
    expect(JSON.parse(list.stdout), list.stderr).toMatchObject([{ run: run.id, state: 'FAILED', flow: 'demo.fails' }]);
    expect((await executions(['list', '--github', '--flow', 'fails'])).stdout).toMatch(
      /RUN .*STATE.*\n\d+ +FAILED +demo\.fails/,
    );

    const shown = await executions(['show', '--github', id, '--json'], 'ghs_read');
    expect(shown.exitCode, shown.stderr).toBe(0);
    expect(JSON.parse(shown.stdout)).toMatchObject({ id: ended.outputs['execution-id'], state: { current: 'FAILED' } });
    expect((await executions(['logs', '--github', id, '--task', 'make'])).stdout).toContain('a line of make');

    const pulled = await executions(['pull', id], 'ghs_read');
    expect(pulled.exitCode, pulled.stderr).toBe(0);
    const [, execution = ''] = /^FAILED (\w{22}) +gitphony executions restart \1/m.exec(pulled.stdout) ?? [];
    expect(await executions(['pull', id])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('already') });
    await writeFile(project.path('mended'), '');
    const restarted = await executions(['restart', execution, '--json']);
    expect(restarted.exitCode, restarted.stderr).toBe(0);
    expect(JSON.parse(restarted.stdout)).toMatchObject({ id: execution, state: { current: 'SUCCESS' } });
    expect((await readFile(project.path('seen'), 'utf8')).trim().split('\n')).toEqual(['made', 'load', 'load']);
    expect((await executions(['logs', execution, '--task', 'load'])).stdout).toContain('content');
  });

  test('restart is GitHub’s re-run; --latest and replay dispatch the run’s own branch', async () => {
    const [, run] = [0, api.state.runs.find(({ path }) => path.endsWith('demo.fails.yml'))];
    const id = String(run?.id);
    const latest = await executions(['restart', '--github', id, '--latest', '--json']);
    expect(latest.exitCode, latest.stderr).toBe(0);
    expect(started.at(-1)).toMatchObject({ headBranch: 'main', inputs: { _resume: `${id} latest`, size: '0' } });
    expect(JSON.parse(latest.stdout)).toMatchObject({ run: started.at(-1)?.id });
    await executions(['replay', '--github', id, '--task', 'load']);
    expect(started.at(-1)?.inputs).toMatchObject({ _resume: `${id} replay task=load` });
    expect(await executions(['replay', '--github', id, '-i', 'size=4'])).toMatchObject({ exitCode: 2 });
    const rerun = await executions(['restart', '--github', id]);
    expect(rerun.exitCode, rerun.stderr).toBe(0);
    expect(run).toMatchObject({ attempt: 2, status: 'queued' });
    const running = await executions(['restart', '--github', id]);
    expect(running).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('gitphony executions kill --github'),
    });
    expect((await executions(['kill', '--github', id])).stdout).toBe(`CANCELLING ${id}\n`);
    expect(run).toMatchObject({ conclusion: 'cancelled' });
    expect(await executions(['kill', '--github', id])).toMatchObject({ exitCode: 2 });
  });

  test('a paused run is told apart, and resumed with what it asks for', async () => {
    const { run } = await runOnGithub('waits', { conclusion: 'success' });
    const id = String(run.id);
    const list = await executions(['list', '--github', '--json', '--state', 'paused']);
    expect(JSON.parse(list.stdout)).toMatchObject([{ run: run.id, state: 'PAUSED' }]);
    expect(await executions(['restart', '--github', id])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining(`gitphony executions resume --github ${id}`),
    });
    const resumed = await executions(['resume', '--github', id, '-i', 'approved=true']);
    expect(resumed.exitCode, resumed.stderr).toBe(0);
    expect(started.at(-1)).toMatchObject({ inputs: { _resume: id, _on_resume: '{"approved":"true"}' } });
  });

  test('says which permission a token lacks, and what a fork’s run is', async () => {
    const denied = await executions(['list', '--github'], 'ghs_nothing');
    expect(denied.exitCode).toBe(1);
    expect(denied.stderr).toMatch(/Actions: read/);
    const { run } = await runOnGithub('fails', { conclusion: 'failure', headRepository: 'eve/flows' });
    const foreign = await executions(['pull', String(run.id)]);
    expect(foreign.stderr).toMatch(/eve\/flows/);
    expect(foreign.exitCode).not.toBe(0);
  });
});
