import { expect, test } from 'vitest';
import { type ActRun, runAct } from '../support/act.ts';
import { tempProject } from '../support/temp-project.ts';
import { planFlow } from '../../generator/plan.ts';
import { renderWorkflow } from '../../generator/render.ts';
import { monthly, nowhere, toyConfig, toyFlow, toyRegistry } from '../support/toy-flow.ts';

/** Stands in for the action: tells what it was given, and plans two legs. */
const actionYml = `name: Stand-in
description: Tells its inputs
inputs:
  flow: { description: f, required: true }
  mode: { description: m, required: true }
  ticks: { description: t }
  plan-count: { description: c }
  plan-hash: { description: h }
outputs:
  matrix: { description: m }
  count: { description: c }
  hash: { description: h }
  empty: { description: e }
  parallel: { description: p }
runs:
  using: node24
  main: main.cjs
`;
const actionMain = `const { appendFileSync } = require('node:fs');
const input = (name) => process.env['INPUT_' + name.toUpperCase()] ?? '';
console.log('given', ['flow', 'mode', 'ticks', 'plan-count', 'plan-hash'].map(input).join(' | '));
if (input('mode') === 'plan') {
  const include = ['2019-01-01T09:00:00Z', '2019-02-01T09:00:00Z'].map((tick) => ({ name: tick, ticks: tick }));
  appendFileSync(process.env.GITHUB_OUTPUT, 'matrix=' + JSON.stringify({ include }) + '\\ncount=2\\nhash=abc\\nempty=false\\nparallel=2\\n');
}
`;

async function start(
  event: 'workflow_dispatch' | 'schedule',
  payload: Readonly<Record<string, unknown>>,
): Promise<ActRun> {
  const flow = toyFlow({ triggers: [monthly], concurrency: { limit: 1, behavior: 'QUEUE' } });
  const plan = await planFlow(flow, toyConfig, toyRegistry, nowhere);
  const project = await tempProject({
    [plan.target]: renderWorkflow(plan),
    'action/action.yml': actionYml,
    'action/main.cjs': actionMain,
  });
  return runAct({ cwd: project.dir, workflow: plan.target, event, payload });
}

/** Every job that ran steps, with what the action printed. */
const given = ({ log }: ActRun): readonly string[] => log.split('\n').filter((line) => line.startsWith('given'));

test.each([
  ['a start by hand', 'workflow_dispatch', { inputs: { _start: '', _trigger: 'monthly' } }],
  ['a start without a form', 'workflow_dispatch', {}],
  ['a schedule', 'schedule', { schedule: '0 9 1 * *' }],
] as const)('%s is one job', async (_, event, payload) => {
  const run = await start(event, payload);
  expect(run).toMatchObject({ exitCode: 0 });
  expect(given(run)).toEqual(['given flows/hello.yaml | run |  |  | ']);
});

test('a backfill is a plan and a leg for each entry, and no run', async () => {
  const run = await start('workflow_dispatch', { inputs: { _start: '2019-01-01', _end: '2019-02-28' } });
  expect(run).toMatchObject({ exitCode: 0 });
  expect(given(run).toSorted()).toEqual([
    'given flows/hello.yaml | backfill | 2019-01-01T09:00:00Z | 2 | abc',
    'given flows/hello.yaml | backfill | 2019-02-01T09:00:00Z | 2 | abc',
    'given flows/hello.yaml | plan |  |  | ',
    'given flows/hello.yaml | summary |  |  | ',
  ]);
});
