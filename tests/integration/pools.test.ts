import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { createEngineHost } from '../../src/project/engine-host.ts';
import { parseConfig } from '../../src/project/config.ts';
import { openProject } from '../../src/project/project.ts';
import { startFlow } from '../../src/project/start-flow.ts';
import { readValidFlow } from '../../src/project/call-flow.ts';
import { planFlow } from '../../generator/plan.ts';
import { tempProject } from '../support/temp-project.ts';
import { nowhere, toyConfig, toyFlow, toyRegistry } from '../support/toy-flow.ts';

const sleeps = (id: string, more = ''): string =>
  `id: ${id}\nnamespace: demo\n${more}tasks: [{id: wait, type: io.kestra.plugin.core.flow.Sleep, duration: PT0.4S}]\n`;
const states = ({ state }: Execution): string => state.histories.map((each) => each.state).join(' ');
const span = ({ state }: Execution): [number, number] => {
  const running = state.histories.find((each) => each.state === 'RUNNING');
  return [Date.parse(running?.date ?? ''), Date.parse(state.endDate ?? '')];
};

test('executions of several flows share the slots of a pool; a flow that one of them calls needs none', async () => {
  const { dir } = await tempProject({
    'gitphony.yaml': 'pools: {warehouse: {limit: 1, flows: [demo.a]}}\n',
    'flows/a.yaml': sleeps('a'),
    'flows/b.yaml': sleeps('b', 'labels: {pool: warehouse}\n'),
    'flows/c.yaml': sleeps('c'),
    'flows/caller.yaml': `id: caller\nnamespace: demo\nlabels: {pool: warehouse}\ntasks: [{id: call, type: io.kestra.plugin.core.flow.Subflow, namespace: demo, flowId: b, wait: true}]\n`,
  });
  const project = await openProject(dir);
  const host = await createEngineHost(project, { stateDirectory: join(dir, '.gitphony') });
  const start = async (id: string): Promise<Execution> =>
    (await startFlow(await readValidFlow(project, `demo.${id}`), { inputs: {} }, host)).result;
  const [a, b, c, caller] = await Promise.all(['a', 'b', 'c', 'caller'].map(start));
  if (a === undefined || b === undefined || c === undefined || caller === undefined) throw new Error('expected four');
  expect([a, b, c, caller].map(({ state }) => state.current)).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS', 'SUCCESS']);
  expect(states(c)).not.toContain('QUEUED');
  const members = [a, b, caller].map(span).toSorted(([first], [second]) => first - second);
  for (const [index, [began]] of members.entries()) expect(began).toBeGreaterThanOrEqual(members[index - 1]?.[1] ?? 0);
  expect([a, b, caller].filter((each) => states(each).includes('QUEUED'))).toHaveLength(2);
});

test('a flow in two pools is refused', async () => {
  const config = await parseConfig('pools: {a: {limit: 2, flows: [demo]}, b: 3}', 'gitphony.yaml');
  const flow = toyFlow({ labels: { pool: 'b' } });
  const { problems } = await planFlow(flow, { ...toyConfig, ...config }, toyRegistry, nowhere);
  expect(problems).toMatchObject([{ severity: 'error', rule: 'several-pools' }]);
});

test.each(['pools: {a: 0}', 'pools: {a: {flows: [x]}}', 'pools: {a b: 1}', 'pools: {a: {limit: 1, flow: [x]}}'])(
  '%s is refused',
  async (text) => {
    await expect(parseConfig(text, 'gitphony.yaml')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  },
);
