import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Flow } from '../../src/contract/flow.ts';
import type { Execution } from '../../src/contract/execution.ts';
import { readAttemptLog, readExecution, type StartRequest, startExecution } from '../../src/engine/index.ts';
import { createEngineScene, type EngineScene, toyFlow, toyTask } from '../support/engine-scene.ts';
import { toyTypes } from '../support/toy-types.ts';

async function run(scene: EngineScene, flow: Flow, rest: Partial<StartRequest> = {}): Promise<Execution> {
  const handle = await startExecution({ flow, flowText: '', inputs: {}, ...rest }, scene.host);
  const execution = await handle.result;
  const directory = join(scene.host.executionsDirectory, handle.id);
  expect(await readExecution(directory)).toEqual(execution);
  return execution;
}

const states = (execution: Execution): string[] =>
  execution.taskRunList.map(
    ({ taskId, value, state }) => `${taskId}${value === undefined ? '' : `[${value}]`} ${state.current}`,
  );
const history = (execution: Execution): string[] => execution.state.histories.map(({ state }) => state);
const outputsOf = (execution: Execution): Record<string, unknown> =>
  Object.fromEntries(execution.taskRunList.map((taskRun) => [taskRun.taskId, taskRun.outputs]));

test('runs tasks in order, hands outputs on, writes journal, log files and execution.json', async () => {
  await using scene = await createEngineScene(toyTypes);
  const execution = await run(
    scene,
    toyFlow([
      toyTask('first', 'toy.Return', {}, { value: '{{ inputs.name }}-{{ flow.id }}' }),
      toyTask('say', 'toy.Log', {}, { message: 'got {{ outputs.first.value }}' }),
    ]),
    { inputs: { name: 'ada' } },
  );
  expect(history(execution)).toEqual(['CREATED', 'RUNNING', 'SUCCESS']);
  expect(states(execution)).toEqual(['first SUCCESS', 'say SUCCESS']);
  expect(outputsOf(execution)).toEqual({ first: { value: 'ada-toy' }, say: {} });
  const directory = join(scene.host.executionsDirectory, execution.id);
  expect(JSON.parse(await readFile(join(directory, 'execution.json'), 'utf8'))).toEqual(execution);
  const [quiet, loud] = execution.taskRunList.map(({ attempts }) => attempts[0]);
  expect(await readAttemptLog(directory, loud ?? { logFile: '' })).toEqual([
    { ts: expect.any(Number), level: 'INFO', message: 'got ada-toy' },
  ]);
  expect(await readAttemptLog(directory, quiet ?? { logFile: '' })).toEqual([]);
});
