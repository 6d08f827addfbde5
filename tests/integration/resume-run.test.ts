import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ActionRun, buildTestAction, type BuiltAction, runAction } from '../support/action.ts';
import { ArtifactStore } from '../support/artifact-store.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import type { WorkflowRun } from '../support/github-api/state.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { tempProject } from '../support/temp-project.ts';

/** One run goes on with another: the job that fetches, then the job that runs, both as the bundled action. */
let action: BuiltAction;
let results: ResultsService;
let api: GitHubApi;
beforeAll(async () => {
  const store = new ArtifactStore();
  [action, results, api] = await Promise.all([
    buildTestAction(),
    startResultsService(store),
    startGitHubApi({ artifacts: store }),
  ]);
});
afterAll(async () => {
  await Promise.all([action.remove(), results.close(), api.close()]);
});

const RETURN = 'io.kestra.plugin.core.debug.Return';
const path = '.github/workflows/demo.flow.yml';

interface Scene {
  readonly folder: string;
  flow: string;
  config: string;
  readonly seen: () => Promise<string[]>;
}

async function scene(flow: (folder: string) => string): Promise<Scene> {
  const { dir } = await tempProject();
  const seen = async (): Promise<string[]> =>
    (await readFile(join(dir, 'seen'), 'utf8').catch(() => '')).trim().split('\n');
  return { folder: dir, flow: `id: flow\nnamespace: demo\n${flow(dir)}`, config: '', seen };
}

const script = (id: string, command: string): string => `  - id: ${id}
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner: {type: io.kestra.plugin.core.runner.Process}
    commands:
      - |
        ${command}
`;

/** A job of a run. */
function job(
  { flow, config }: Scene,
  run: WorkflowRun,
  inputs: Record<string, string>,
  form: Record<string, string> = {},
): Promise<ActionRun> {
  return runAction({
    dist: action.dist,
    files: { 'flows/flow.yaml': flow, 'gitphony.yaml': config },
    inputs,
    payload: { inputs: form, repository: { private: true } },
    env: {
      ...results.jobEnv({ runId: String(run.id) }),
      GITHUB_API_URL: api.url,
      GITHUB_RUN_ID: String(run.id),
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REF_NAME: 'main',
      GITHUB_WORKFLOW_REF: `octo/flows/${path}@refs/heads/main`,
    },
  });
}

async function firstRun(of: Scene, more: Partial<WorkflowRun> = {}): Promise<{ run: WorkflowRun; ended: ActionRun }> {
  const run = api.state.addRun({ path, status: 'completed', conclusion: 'failure', ...more });
  return { run, ended: await job(of, run, {}) };
}

/** Both jobs of a run that goes on with another. */
async function goOn(
  of: Scene,
  form: Record<string, string>,
): Promise<{ fetched: ActionRun; ended: ActionRun | undefined }> {
  const run = api.state.addRun({ path, status: 'in_progress' });
  const fetched = await job(of, run, { mode: 'record', token: 'ghs_read' }, form);
  return { fetched, ended: fetched.exitCode === 0 ? await job(of, run, {}, form) : undefined };
}

const fails = (folder: string): string => `tasks:
${script('make', `echo made >> ${folder}/seen`)}
${script('load', `echo load >> ${folder}/seen; exit 1`)}
  - {id: last, type: ${RETURN}, format: last}
`;

describe('control plane 7: restart, another run takes the fix', () => {
  it('goes on with the failed run as the flow is now, where that was asked for', async () => {
    const of = await scene(fails);
    const { run, ended: failed } = await firstRun(of);
    expect(failed.exitCode).toBe(1);
    of.flow = of.flow.replace('exit 1', 'exit 0');
    const refused = await goOn(of, { _resume: String(run.id) });
    expect(refused.ended?.exitCode).toBe(1);
    expect(refused.ended?.stdout).toMatch(/FLOW_CHANGED.*--latest/s);
    const { fetched, ended } = await goOn(of, { _resume: `${run.id} latest` });
    expect(fetched.exitCode, fetched.stdout).toBe(0);
    expect(ended?.exitCode, (ended?.stdout ?? '') + (ended?.stderr ?? '')).toBe(0);
    expect(await of.seen()).toEqual(['made', 'load', 'load']);
    expect(ended?.outputs['execution-id']).toBe(failed.outputs['execution-id']);
    expect(ended?.summary).toContain(`Resumed from run ${run.id}: 1 task run taken over.`);
    expect((await goOn(of, { _resume: `${run.id + 1000} latest` })).fetched.stdout).toMatch(/RUN_NOT_FOUND/);
  });

  it('repeats an execution from a task on, as a new one', async () => {
    const of = await scene(
      (dir) => `tasks:
${script('make', `echo made >> ${dir}/seen`)}
${script('load', `echo load >> ${dir}/seen`)}
`,
    );
    const { run, ended: first } = await firstRun(of, { conclusion: 'success' });
    const done = await goOn(of, { _resume: String(run.id) });
    expect(done.ended?.stdout).toMatch(/EXECUTION_SUCCEEDED/);
    const { ended } = await goOn(of, { _resume: `${run.id} replay task=load` });
    expect(ended?.exitCode, ended?.stdout).toBe(0);
    expect(await of.seen()).toEqual(['made', 'load', 'load']);
    expect(ended?.outputs['execution-id']).not.toBe(first.outputs['execution-id']);
    const whole = await goOn(of, { _resume: `${run.id} replay` });
    expect(whole.ended?.exitCode, whole.ended?.stdout).toBe(0);
    expect((await of.seen()).slice(3)).toEqual(['made', 'load']);
  });
});

describe('control plane 7: restart, pause', () => {
  const waits = (folder: string): string => `tasks:
${script('make', `echo made >> ${folder}/seen`)}
  - id: ask
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - {id: approved, type: BOOL}
      - {id: rows, type: INT}
      - {id: reason, type: STRING, defaults: none}
  - {id: tell, type: ${RETURN}, format: "{{ outputs.ask.onResume.approved }} {{ outputs.ask.onResume.reason }}"}
`;

  it('ends the job as PAUSED, and goes on with what a dispatch gives', async () => {
    const of = await scene(waits);
    const { run, ended: paused } = await firstRun(of, { conclusion: 'success' });
    expect(paused.exitCode, paused.stdout).toBe(0);
    expect(paused.outputs['state']).toBe('PAUSED');
    expect(paused.summary).toContain(`\`gitphony executions resume --github ${run.id}\``);
    expect(results.store.list(String(run.id)).at(-1)?.name).toMatch(/-PAUSED$/);

    const wrong = await goOn(of, { _resume: String(run.id), _on_resume: '{"approved": true, "rows": "many"}' });
    expect(wrong.ended?.stdout).toMatch(/INPUT_INVALID.*rows/s);
    const { ended } = await goOn(of, {
      _resume: String(run.id),
      _on_resume: '{"approved": true, "rows": 3, "reason": "looks fine"}',
    });
    expect(ended?.exitCode, ended?.stdout).toBe(0);
    expect(ended?.outputs).toMatchObject({ state: 'SUCCESS', 'execution-id': paused.outputs['execution-id'] });
    expect(ended?.summary).toContain('true looks fine');
    expect(await of.seen()).toEqual(['made']);
  });
});

describe('control plane 7: restart, a pause that could not end', () => {
  it('is refused before anything is run', async () => {
    const of = await scene(
      (dir) => `tasks:
${script('make', `echo made >> ${dir}/seen`)}
  - {id: ask, type: io.kestra.plugin.core.flow.Pause}
`,
    );
    of.config = 'history: metadata\n';
    const { ended } = await firstRun(of);
    expect(ended.exitCode).toBe(1);
    expect(ended.stdout).toMatch(/HISTORY_NEEDED.*"ask" waits for somebody/);
    expect(await of.seen()).toEqual(['']);
  });
});

describe('control plane 7: restart, whose run it is', () => {
  it.each<[string, Partial<WorkflowRun>, RegExp]>([
    ['of a fork', { headRepository: 'eve/flows' }, /RECORD_FOREIGN.*head repository octo\/flows.*eve\/flows/],
    ['of another workflow', { path: '.github/workflows/demo.other.yml' }, /RECORD_FOREIGN.*workflow/],
    ['of another branch', { headBranch: 'eve' }, /RECORD_FOREIGN.*branch main/],
    ['of an event that strangers cause', { event: 'pull_request' }, /RECORD_FOREIGN.*event/],
    ['that still runs', { status: 'in_progress', conclusion: null }, /RUN_NOT_ENDED/],
  ])('a run %s is refused before anything of it is downloaded', async (_title, facts, message) => {
    const of = await scene(fails);
    const { run } = await firstRun(of, facts);
    const before = api.requests.length;
    const { fetched, ended } = await goOn(of, { _resume: `${run.id} latest` });
    expect(fetched.exitCode).toBe(1);
    expect(fetched.stdout).toMatch(message);
    expect(ended).toBeUndefined();
    expect(api.requests.slice(before).filter((line) => line.includes('artifacts'))).toEqual([]);
  });

  it('says where the artifacts are gone, and which permission a token lacks', async () => {
    const of = await scene(fails);
    const { run } = await firstRun(of);
    for (const artifact of results.store.list(String(run.id))) results.store.expire(artifact);
    expect((await goOn(of, { _resume: String(run.id) })).fetched.stdout).toMatch(/RECORD_MISSING/);
    const other = api.state.addRun({ path, status: 'in_progress' });
    const denied = await job(of, other, { mode: 'record', token: 'ghs_none' }, { _resume: String(run.id) });
    expect(denied.stdout).toMatch(/Actions: read|GITHUB_TOKEN_BAD|GITHUB_FORBIDDEN/);
  });

  it('wants the number of a run', async () => {
    const of = await scene(fails);
    await writeFile(join(of.folder, 'seen'), '');
    const { fetched } = await goOn(of, { _resume: 'the last one' });
    expect(fetched.stdout).toMatch(/DISPATCH_INVALID.*expected the number of a run first/);
  });
});
