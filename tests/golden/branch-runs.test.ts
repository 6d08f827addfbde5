import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { allowedFindings } from '../../generator/allowed-findings.ts';
import { planBranchRuns } from '../../generator/branch-run-workflow.ts';
import { planFlow, renderWorkflow, type WorkflowPlan } from '../../generator/index.ts';
import { parseFlow } from '../../src/flow/index.ts';
import { builtinRegistry } from '../../src/plugins/registry.ts';
import { parseConfig } from '../../src/project/config.ts';
import { describeFinding, lintWorkflows, withoutAllowed } from '../gates/lint-workflows.ts';
import { evaluateText } from '../support/github-expression.ts';
import { makeTempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** gitphony-run.yml: any flow of a branch, with the secrets that this flow names and no others. */
const log = (message: string): string => `tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "${message}"
`;
const flows: Readonly<Record<string, string>> = {
  'demo.plain': log('hi'),
  'demo.one': log("{{ secret('TOKEN') }} {{ secret('ONLY_ONE') }}"),
  'demo.two': log("{{ secret('TOKEN') }} {{ kv('bucket') }}"),
  'demo.base': log("{{ secret('POSTGRES_USER') }} {{ secret('POSTGRES_PASSWORD') }}"),
  'finance.daily': `${log("{{ secret('LEDGER') }}")}triggers:
  - id: daily
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 6 * * *"
`,
};
const settings = `deploy: check
services: {postgres: embedded}
branches: {main: prod, "feature/*": dev}
namespaces: {finance: {environment: prod-finance}}
`;

async function plan(config: string, texts = flows): Promise<WorkflowPlan> {
  const parsedConfig = await parseConfig(config, 'gitphony.yaml');
  const plans = await Promise.all(
    Object.entries(texts).map(async ([name, text]) => {
      const [namespace = '', id = ''] = name.split('.');
      const bytes = Buffer.from(`id: ${id}\nnamespace: ${namespace}\n${text}`);
      const parsed = await parseFlow({ file: `flows/${name}.yaml`, bytes }, { registry: builtinRegistry });
      if (parsed.flow === undefined) throw new Error(JSON.stringify(parsed.problems));
      return planFlow(parsed.flow, parsedConfig, builtinRegistry, parsed);
    }),
  );
  const found = planBranchRuns(parsedConfig, plans);
  if (found === undefined) throw new Error('expected a workflow');
  return found;
}

let compiled: WorkflowPlan;
beforeAll(async () => {
  compiled = await plan(settings);
});

/** What the job that a dispatch starts gets to see. */
function started(flow: string, ref: string): { readonly env: Record<string, string>; readonly environment: string } {
  const context = {
    inputs: { _flow: flow },
    github: { ref, run_id: 7, run_attempt: 1, token: 'job' },
    secrets: { TOKEN: 't', ONLY_ONE: 'o', LEDGER: 'l', POSTGRES_USER: 'real', OTHER: 'x' },
    vars: { DEMO__BUCKET: 'b' },
  };
  const jobs = Object.values(compiled.workflow.jobs).filter(({ if: condition = 'true' }) =>
    evaluateText(condition, context) === 'true',
  );
  const [job, ...others] = jobs;
  if (job === undefined || others.length > 0) throw new Error(`expected one job, got ${jobs.length}`);
  const step = job.steps.at(-1);
  const env = Object.entries(step?.env ?? {}).map(([name, text]) => [name, evaluateText(text, context)] as const);
  const environment = evaluateText(job.environment ?? '', context);
  expect(evaluateText(String(step?.with?.['environment']), context)).toBe(environment || 'none');
  return { env: Object.fromEntries(env.filter(([, value]) => value !== '')), environment };
}

const feature = 'refs/heads/feature/new';

describe('a flow gets what it names and nothing else', () => {
  test.each([
    ['demo.plain', {}],
    ['demo.new_to_everybody', {}],
    ['demo.one', { GITPHONY_SECRET_TOKEN: 't', GITPHONY_SECRET_ONLY_ONE: 'o' }],
    ['demo.two', { GITPHONY_SECRET_TOKEN: 't', GITPHONY_VAR_DEMO__BUCKET: 'b' }],
    [
      'demo.base',
      { GITPHONY_SECRET_POSTGRES_USER: 'scratch_owner', GITPHONY_SECRET_POSTGRES_PASSWORD: 'scratch-7-1' },
    ],
    ['finance.daily', { GITPHONY_SECRET_LEDGER: 'l' }],
  ])('%s', (flow, expected) => {
    expect(started(flow, feature).env).toEqual(expected);
  });
});

test.each([
  ['demo.one', 'refs/heads/main', 'prod'],
  ['finance.daily', 'refs/heads/main', 'prod-finance'],
  ['demo.one', feature, 'dev'],
  ['finance.daily', feature, 'dev'],
  ['finance.daily', 'refs/heads/other', ''],
  ['demo.one', 'refs/tags/main', ''],
])('%s on %s runs in the environment "%s"', (flow, ref, expected) => {
  expect(started(flow, ref).environment).toBe(expected);
});

test('a flow without wishes of its own changes nothing in it: the default branch needs no copy that knows it', async () => {
  const more = await plan(settings, { ...flows, 'demo.added': log('hi') });
  expect(renderWorkflow(more)).toBe(renderWorkflow(compiled));
});

test('what every run of the project needs is handed to each flow, as it is', async () => {
  const { workflow } = await plan('deploy: check\nhistory: encrypted\n', { 'demo.plain': log('hi') });
  expect(Object.values(workflow.jobs).map(({ steps }) => steps.at(-1)?.env)).toEqual([
    { GITPHONY_HISTORY_KEY: '${{ secrets.GITPHONY_HISTORY_KEY }}' },
  ]);
});

test('it may read the repository, no more', () => {
  for (const { permissions } of Object.values(compiled.workflow.jobs)) {
    expect(Object.entries(permissions).map(([name, { level }]) => [name, level])).toEqual([['contents', 'read']]);
  }
});

test('names that GitHub could not read in one expression are left out, with a warning', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 700 }, (_, index) => [`demo.a_flow_with_a_long_name_${index}`, log("{{ secret('TOKEN') }}")]),
  );
  const { problems, workflow } = await plan('deploy: check\n', many);
  expect(problems).toMatchObject([{ severity: 'warning', rule: 'branch-runs-too-many' }]);
  expect(JSON.stringify(workflow)).not.toContain('secrets.TOKEN');
});

test('its bytes', async () => {
  await expect(renderWorkflow(compiled)).toMatchFileSnapshot('branch-runs/gitphony-run.yml');
});

test('the checkers find nothing in it but what is allowed', async () => {
  const action = await readFile(join(projectRoot, 'action', 'action.yml'), 'utf8');
  const project = await makeTempProject({
    'action/action.yml': action,
    'action/dist/main.js': '',
    [compiled.target]: renderWorkflow(compiled),
  });
  onTestFinished(project.remove);
  const findings = withoutAllowed(await lintWorkflows([project.path(compiled.target)]), allowedFindings);
  expect(findings.map(describeFinding)).toEqual([]);
});
