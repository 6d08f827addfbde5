import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startExecution, resumeExecution } from '../../src/engine/index.ts';
import { hostIdentity } from '../../src/util/process-identity.ts';
import { createEngineScene, type EngineScene, toyFlow, toyTask } from '../support/engine-scene.ts';
import { toyTypes } from '../support/toy-types.ts';

const secrets = { TOKEN: 'tok-en-1234' };
const id = 'secretTest1';
const tasks = [
  toyTask('make', 'toy.Return', {}, { value: "x={{ secret('TOKEN') }}" }),
  toyTask(
    'loop',
    'toy.Each',
    { children: { tasks: [toyTask('turn', 'toy.Return', {}, { value: '{{ taskrun.value | length }}' })] } },
    { values: ['a-tok-en-1234'] },
  ),
  toyTask(
    'use',
    'toy.Return',
    {},
    { value: '{{ inputs.plain }} {{ outputs.make.value | length }} {{ outputs.turn }}' },
  ),
  toyTask('tell', 'toy.Return', { allowFailure: true }, { value: '{{ inputs.key | length }}' }),
];
const flow = toyFlow(tasks, {
  inputs: [{ id: 'key', type: 'SECRET', required: true, properties: {}, path: ['inputs', 0] }],
});

/** Cuts the journal behind the end of a task run, as if the process had died there. */
async function cutBehind(scene: EngineScene, taskId: string): Promise<void> {
  const file = join(scene.host.executionsDirectory, id, 'journal.jsonl');
  const lines = (await readFile(file, 'utf8')).split('\n');
  const run = lines
    .map((line) => (line === '' ? {} : (JSON.parse(line) as Record<string, unknown>)))
    .find((event) => event['taskId'] === taskId)?.['id'];
  const last = lines.findIndex((line) => line.includes(`"taskrun.state","id":"${String(run)}","state":"SUCCESS"`));
  expect(last).toBeGreaterThan(0);
  const dead = lines.slice(0, last + 1).map((line) => line.replace(hostIdentity(), 'another-host/boot'));
  await writeFile(file, `${dead.join('\n')}\n`);
}

test('loop values and inputs with secrets are used as they are, and recorded masked', async () => {
  await using scene = await createEngineScene(toyTypes, { secrets });
  const handle = await startExecution(
    { flow, flowText: '', inputs: { plain: 'p', key: 'hush-hush' }, executionId: id },
    scene.host,
  );
  const { taskRunList, state } = await handle.result;
  expect(state.current).toBe('SUCCESS');
  const outputs = Object.fromEntries(taskRunList.map((run) => [run.taskId, run.outputs]));
  expect(outputs).toMatchObject({
    make: { value: 'x=******' },
    turn: { value: '13' },
    use: { value: 'p 13 {"a-******":{"value":"13"}}' },
    tell: { value: '9' },
  });
  const directory = join(scene.host.executionsDirectory, id);
  const texts = await Promise.all(
    (await readdir(directory))
      .filter((name) => /json/.test(name))
      .map((name) => readFile(join(directory, name), 'utf8')),
  );
  expect(texts.join()).not.toMatch(/tok-en-1234|hush-hush/);
});

test('after a resume, what held a secret cannot be read; the rest can', async () => {
  await using scene = await createEngineScene(toyTypes, { secrets });
  const started = await startExecution(
    { flow, flowText: '', inputs: { plain: 'p', key: 'hush-hush' }, executionId: id },
    scene.host,
  );
  await started.result;
  await cutBehind(scene, 'loop');
  const stale = join(scene.host.temporaryDirectory, 'deadExecution1');
  await mkdir(join(stale, 'sub'), { recursive: true });
  const resumed = await resumeExecution({ flow, flowText: '', executionId: id }, scene.host);
  const { state, taskRunList, error } = await resumed.result;
  expect(state.current).toBe('FAILED');
  expect(taskRunList.map(({ taskId, state }) => `${taskId} ${state.current}`)).toEqual([
    'make SUCCESS',
    'loop SUCCESS',
    'turn SUCCESS',
    'use FAILED',
  ]);
  expect(error?.message).toContain('outputs.make.value held a secret, which the journal does not keep');
  // Working directories of dead executions are swept on the way.
  expect(await readdir(scene.host.temporaryDirectory)).toEqual([]);
});
