import { expect, test } from 'vitest';
import type { Flow } from '../src/contract/flow.ts';
import { logTask, nowhere, toyConfig, toyFlow, toyRegistry } from '../tests/support/toy-flow.ts';
import { planFlow } from './plan.ts';
import { renderWorkflow } from './render.ts';
import type { WorkflowPlan } from './workflow-plan.ts';

const plan = (flow: Flow): Promise<WorkflowPlan> => planFlow(flow, toyConfig, toyRegistry, nowhere);
const unsupported = { ...logTask('x'), id: 'ask', type: 'toy.Unsupported' };

test.each(['flows/${{ github.token }}.yaml', 'flows/a\n- run: b.yaml'])('the path %j is refused', async (file) => {
  expect((await plan(toyFlow({ file }))).problems).toMatchObject([{ rule: 'unsafe-path', severity: 'error' }]);
});

test.each([
  ['a task', { tasks: [unsupported] }],
  ['a child', { tasks: [{ ...logTask('x'), children: { tasks: [unsupported] } }] }],
  ['a task of errors', { errors: [unsupported] }],
  ['a task of a block’s finally', { tasks: [{ ...logTask('x'), finally: [unsupported] }] }],
])('%s that the action cannot carry is refused by name', async (_, part) => {
  const { problems } = await plan(toyFlow(part));
  expect(problems).toMatchObject([{ rule: 'unsupported-on-github', severity: 'error' }]);
  expect(problems[0]?.message).toContain('task "ask": the action cannot carry toy.Unsupported yet');
});

test('what is disabled counts for nothing', async () => {
  const block = { ...logTask("{{ secret('A') }}"), disabled: true, children: { tasks: [unsupported] } };
  const { problems, workflow } = await plan(toyFlow({ tasks: [block, { ...logTask("{{ secret('B') }}") }] }));
  expect(problems).toEqual([]);
  expect(workflow.jobs['run']?.steps[1]?.env).toEqual({ GITPHONY_SECRET_B: '${{ secrets.B }}' });
});

test('names are found in map keys, lists, conditions, labels and runners', async () => {
  const task = {
    ...logTask('x'),
    runIf: "{{ secret('COND') }}",
    properties: { list: [{ "{{ secret('KEY') }}": 1 }, "{{ kv('ITEM') }}"] },
    runners: { taskRunner: { type: 'toy.Runner', path: [], properties: { image: "{{ secret('IMAGE') }}" } } },
  };
  const { workflow } = await plan(toyFlow({ tasks: [task], labels: { team: "{{ kv('TEAM') }}" } }));
  expect(Object.keys(workflow.jobs['run']?.steps[1]?.env ?? {})).toEqual([
    'GITPHONY_SECRET_COND',
    'GITPHONY_SECRET_IMAGE',
    'GITPHONY_SECRET_KEY',
    'GITPHONY_VAR_DEMO__ITEM',
    'GITPHONY_VAR_DEMO__TEAM',
  ]);
});

test('the same flow gives the same bytes, whatever the order of its properties', async () => {
  const flow = toyFlow();
  const turned = Object.fromEntries(Object.entries(flow).toReversed()) as unknown as Flow;
  expect(renderWorkflow(await plan(turned))).toBe(renderWorkflow(await plan(flow)));
});
