import { readFile } from 'node:fs/promises';
import { type HealthyProject, healthyWorkflow, makeHealthyProject } from '../support/healthy-project.ts';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Workflow } from '../../src/contract/workflow-model.ts';
import { runGitphony } from '../support/cli.ts';
import { type ProjectFiles, tempProject } from '../support/temp-project.ts';

/** Which jobs may have which secrets is decided by environments; what doctor says of their rules is tested with doctor. */
const log = (message: string): object => ({ id: 'log', type: 'io.kestra.plugin.core.log.Log', message });
const flow = (namespace: string, id: string, tasks: readonly object[], more: object = {}): string =>
  JSON.stringify({ id, namespace, tasks, ...more });
const call = (namespace: string, flowId: string): object => ({
  id: 'call',
  type: 'io.kestra.plugin.core.flow.Subflow',
  namespace,
  flowId,
});
const settings = 'namespaces:\n  prod: {environment: production}\n  test: {environment: testing}\n';

async function compile(files: ProjectFiles) {
  const project = await tempProject({ 'action/action.yml': 'name: a stand-in\n', 'gitphony.yaml': settings, ...files });
  const ended = await runGitphony(['compile'], { cwd: project.dir });
  return {
    ...ended,
    said: ended.stdout + ended.stderr,
    workflow: async (name: string): Promise<Workflow> =>
      parse(await readFile(project.path('.github', 'workflows', `${name}.yml`), 'utf8')) as Workflow,
  };
}

test('the jobs of a namespace run in its environment, those below it too, and others in none', async () => {
  const daily = { triggers: [{ id: 'daily', type: 'io.kestra.plugin.core.trigger.Schedule', cron: '0 9 * * *' }] };
  const { exitCode, said, workflow } = await compile({
    'flows/a.yaml': flow('prod.sales', 'a', [log("{{ secret('KEY') }}")], daily),
    'flows/b.yaml': flow('production', 'b', [log("{{ secret('KEY') }}")], daily),
  });
  expect(exitCode, said).toBe(0);
  const { jobs } = await workflow('prod.sales.a');
  expect([jobs['run']?.environment, jobs['backfill']?.environment, jobs['plan']?.environment]).toEqual([
    'production',
    'production',
    undefined,
  ]);
  const others = Object.values((await workflow('production.b')).jobs);
  expect(others.map(({ environment }) => environment).filter((name) => name !== undefined)).toEqual([]);
});

test('a flow that calls a flow of another environment is refused', async () => {
  const called = flow('prod', 'called', [log("{{ secret('KEY') }}")]);
  for (const namespace of ['test', 'elsewhere']) {
    const { exitCode, said, workflow } = await compile({
      'flows/a.yaml': flow(namespace, 'a', [call('prod', 'called')]),
      'subflows/called.yaml': called,
    });
    expect(exitCode, said).not.toBe(0);
    expect(said).toMatch(/error other-environment .*the flow prod\.called belongs to the environment production/);
    expect(said).toContain('let a Flow trigger start it as a run of its own');
    await expect(workflow(`${namespace}.a`)).rejects.toMatchObject({ code: 'ENOENT' });
  }
  const between = await compile({
    'flows/a.yaml': flow('test', 'a', [call('test', 'between')]),
    'subflows/between.yaml': flow('test', 'between', [call('prod', 'called')]),
    'subflows/called.yaml': called,
  });
  expect(between.said).toContain('error other-environment');
  const same = await compile({
    'flows/a.yaml': flow('prod.sales', 'a', [call('prod', 'called')]),
    'subflows/called.yaml': called,
  });
  expect(same.exitCode, same.said).toBe(0);
});

test('a key of a namespace of another environment is refused', async () => {
  const { exitCode, said } = await compile({ 'flows/a.yaml': flow('test', 'a', [log("{{ kv('size', 'prod') }}")]) });
  expect(exitCode).not.toBe(0);
  expect(said).toMatch(/error other-environment kv\(\) of the namespace prod, whose environment is production/);
});

test('webhooks are workflow_dispatch unless repository_dispatch is asked for', async () => {
  const hook = {
    triggers: [{ id: 'hook', type: 'io.kestra.plugin.core.trigger.Webhook', key: "{{ secret('HOOK') }}" }],
  };
  const files = { 'flows/a.yaml': flow('demo', 'a', [log('hello')], hook) };
  const usual = await compile(files);
  expect(usual.exitCode, usual.said).toBe(0);
  expect(Object.keys((await usual.workflow('demo.a')).on)).toEqual(['workflow_dispatch']);
  const asked = await compile({ ...files, 'gitphony.yaml': 'webhooks: repository_dispatch\n' });
  expect((await asked.workflow('demo.a')).on.repository_dispatch).toEqual({ types: ['demo.a'] });
});

/** A repository in which `doctor` finds nothing to mend, made ill. */
async function doctorAfter(harm: (healthy: HealthyProject) => Promise<void> | void): Promise<readonly string[]> {
  const healthy = await makeHealthyProject();
  try {
    expect((await healthy.doctor('--github')).exitCode).toBe(0);
    await harm(healthy);
    const { exitCode, found } = await healthy.doctor('--github');
    expect(exitCode).toBe(1);
    return found;
  } finally {
    await healthy.close();
  }
}

test('doctor fails when an environment may be used by other branches than the default one', async () => {
  const found = await doctorAfter(({ api }) => {
    Object.assign(api.state.environments.get('production') ?? {}, { branchPolicy: null });
  });
  expect(found).toEqual(['environments: every branch may use the environment production, and its secrets']);
});

test('doctor fails when CODEOWNERS misses flows, namespace files, gitphony.yaml or the workflows', async () => {
  const names = ['flows/', 'namespace-files/', 'gitphony.yaml', '.github/'];
  for (const missing of names) {
    const lines = names.filter((name) => name !== missing).map((name) => `/${name} @ada\n`);
    const found = await doctorAfter(({ project }) => project.write({ '.github/CODEOWNERS': lines.join('') }));
    expect(found).toEqual([
      `code owners: .github/CODEOWNERS names no owner for ${missing}: who changes them decides what runs`,
    ]);
  }
});

test('doctor fails when schedules are disabled, about to be, or owned by someone who left', async () => {
  const disabled = await doctorAfter(({ api }) => {
    api.state.workflowState(healthyWorkflow).state = 'disabled_inactivity';
  });
  const soon = await doctorAfter(({ api }) => {
    api.state.isPrivate = false;
    api.state.pushedAt = new Date(Date.now() - 55 * 86_400_000);
  });
  const left = await doctorAfter(({ api }) => void api.state.collaborators.delete('ada'));
  expect([disabled, soon, left].map((found) => found.map((each) => each.split(':')[0]))).toEqual([
    ['workflows enabled'],
    ['sixty days'],
    ['cron owners'],
  ]);
});
