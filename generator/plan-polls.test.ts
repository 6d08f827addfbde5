import { expect, test } from 'vitest';
import type { ProjectConfig } from '../src/contract/project-config.ts';
import { parseFlow } from '../src/flow/index.ts';
import { builtinRegistry } from '../src/plugins/registry.ts';
import { nowhere, toyConfig } from '../tests/support/toy-flow.ts';
import { planFlow } from './plan.ts';
import { planPolls } from './plan-polls.ts';

async function flowOf(id: string, triggers: readonly string[], namespace = 'demo') {
  const text = `id: ${id}
namespace: ${namespace}
tasks:
  - {id: t, type: io.kestra.plugin.core.log.Log, message: hi}
triggers:
${triggers.map((trigger, index) => `  - {id: t${index}, ${trigger}}`).join('\n')}
`;
  const file = `flows/${id}.yaml`;
  const { flow, problems } = await parseFlow({ file, bytes: Buffer.from(text) }, { registry: builtinRegistry });
  if (flow === undefined) throw new Error(JSON.stringify(problems));
  return { flow, context: nowhere };
}

const http = (more: string): string => `type: io.kestra.plugin.core.http.Trigger, uri: "http://x/"${more}`;
const gcs = (more: string): string => `type: io.kestra.plugin.gcp.gcs.Trigger, from: "gs://a/b"${more}`;

const planAll = async (flows: readonly Awaited<ReturnType<typeof flowOf>>[], config: ProjectConfig = toyConfig) =>
  planPolls(flows, config, builtinRegistry);

test('triggers of one interval share a workflow and a job, of whatever flow they are; disabled ones have none', async () => {
  const plans = await planAll([
    await flowOf('a', [http(', interval: PT5M'), http(', interval: PT1H'), http(', interval: PT5M, disabled: true')]),
    await flowOf('b', [gcs(', interval: PT1M')]),
  ]);
  expect(plans.map(({ target, source }) => [target, source])).toEqual([
    ['.github/workflows/gitphony-poll-5m.yml', 'flows/a.yaml, flows/b.yaml'],
    ['.github/workflows/gitphony-poll-1h.yml', 'flows/a.yaml'],
  ]);
  const jobs = plans[0]?.workflow.jobs ?? {};
  expect(Object.keys(jobs)).toEqual(['poll', 'start']);
  expect(jobs['poll']?.steps[1]?.with?.['triggers']).toBe('flows/a.yaml t0\nflows/b.yaml t0');
});

test('a job for each environment, with the secrets that its own triggers name and no others', async () => {
  const config = {
    ...toyConfig,
    namespaces: { prod: { pluginDefaults: [], environment: 'production' } },
    pollingRunsOn: 'ubuntu-slim',
  };
  const [plan] = await planAll(
    [
      await flowOf('a', [
        http(`, interval: PT5M, headers: {x: "{{ secret('A') }}"}, inputs: {y: "{{ secret('NOT_ME') }}"}`),
      ]),
      await flowOf('b', [gcs(`, interval: PT5M, serviceAccount: "{{ secret('B') }}"`)], 'prod'),
    ],
    config,
  );
  const { poll, start, 'poll-production': own, 'start-production': startOwn } = plan?.workflow.jobs ?? {};
  expect(poll?.steps[1]?.env).toEqual({ GITPHONY_SECRET_A: '${{ secrets.A }}' });
  expect(own?.steps[1]?.env).toEqual({ GITPHONY_SECRET_B: '${{ secrets.B }}' });
  expect([poll?.environment, own?.environment, startOwn?.environment]).toEqual([undefined, 'production', undefined]);
  expect(own?.['runs-on']).toBe('ubuntu-slim');
  // Only who remembers may write contents; only who starts may write actions; no secret stands beside either.
  const levels = (job: typeof poll): object =>
    Object.fromEntries(Object.entries(job?.permissions ?? {}).map(([name, { level }]) => [name, level]));
  expect(levels(poll)).toEqual({ actions: 'read', contents: 'read' });
  expect(levels(start)).toEqual({ actions: 'write', contents: 'read' });
  expect(levels(startOwn)).toEqual({ actions: 'write', contents: 'write' });
  expect(JSON.stringify([start, startOwn])).not.toContain('secrets.');
  expect(startOwn?.if).toContain("needs.poll-production.outputs.found-count != ''");
});

test.each([
  [', interval: PT4M', 'warning', 'polling-interval'],
  [', interval: PT7M', 'warning', 'polling-interval'],
  ['', 'warning', 'polling-interval'],
  [', interval: P30D', 'error', 'polling-interval'],
])('the flow with%s gets the %s %s', async (more, severity, rule) => {
  const { flow } = await flowOf('a', [http(more)]);
  const plan = await planFlow(flow, toyConfig, builtinRegistry, nowhere);
  expect(plan.problems).toMatchObject([{ severity, rule }]);
});

test('a database that lives in the job only is nothing to poll', async () => {
  const flows = [
    await flowOf('a', [
      `type: io.kestra.plugin.jdbc.postgresql.Trigger, interval: PT5M, sql: SELECT 1, url: "{{ secret('POSTGRES_JDBC_URL') }}"`,
    ]),
  ];
  const [plan] = await planAll(flows, {
    ...toyConfig,
    services: { postgres: { local: 'embedded', github: 'scratch' } },
  });
  expect(plan?.problems).toMatchObject([{ severity: 'error', rule: 'polling-scratch' }]);
});

test('conditions of a polling trigger may ask for secrets: the job that polls has them', async () => {
  const { flow, context } = await flowOf('a', [http(`, interval: PT5M, when: "{{ secret('A') == trigger.body }}"`)]);
  expect((await planFlow(flow, toyConfig, builtinRegistry, nowhere)).problems).toEqual([]);
  const [plan] = await planAll([{ flow, context }]);
  expect(plan?.workflow.jobs['poll']?.steps[1]?.env).toEqual({ GITPHONY_SECRET_A: '${{ secrets.A }}' });
});

test('a trigger without a key shows the cloud which job it is; by branch, the environment is an expression', async () => {
  const config: ProjectConfig = {
    ...toyConfig,
    cloud: { gcp: { workloadIdentityProvider: 'projects/1/locations/global/workloadIdentityPools/p/providers/g' } },
    branches: [{ pattern: 'main', environment: 'production' }],
  };
  const flows = [await flowOf('a', [gcs(', interval: PT5M')]), await flowOf('b', [http(', interval: PT5M')])];
  const [plan] = await planAll(flows, config);
  const { poll, start } = plan?.workflow.jobs ?? {};
  expect(poll?.permissions['id-token']?.level).toBe('write');
  expect(start?.permissions['id-token']).toBeUndefined();
  expect(poll?.environment).toContain("github.ref == 'refs/heads/main' && 'production'");
});
