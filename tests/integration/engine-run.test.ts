import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Flow } from '../../src/contract/flow.ts';
import type { Execution } from '../../src/contract/execution.ts';
import { readAttemptLog, readExecution, type StartRequest, startExecution } from '../../src/engine/index.ts';
import { createEngineScene, type EngineScene, toyFlow, toyTask } from '../support/engine-scene.ts';
import { Decimal } from '../../src/util/decimal.ts';
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

test('renders and converts properties, and says what does not fit', async () => {
  await using scene = await createEngineScene(toyTypes);
  const execution = await run(
    scene,
    toyFlow([
      toyTask('ok', 'toy.Fail', {}, { when: '{{ inputs.off }}' }),
      toyTask('soft', 'toy.Fail', { allowFailure: true }, { when: '{{ inputs.text }}' }),
      toyTask('bad', 'toy.Sleep', {}, { milliseconds: 'many' }),
    ]),
    { inputs: { off: false, text: 'perhaps' }, flowText: 'tasks:\n  - id: x\n    milliseconds: many\n' },
  );
  expect(states(execution)).toEqual(['ok SUCCESS', 'soft WARNING', 'bad FAILED']);
  expect(execution.taskRunList[2]?.error).toMatchObject({
    code: 'PROPERTY_INVALID',
    message: 'task "bad": property "milliseconds": expected number, got "many"',
    line: 3,
  });
  expect(outputsOf(execution)).toMatchObject({ ok: { reached: 8 }, soft: {} });
  expect(execution.error?.code).toBe('PROPERTY_INVALID');
});

test('errors, finally and afterExecution run after a failure; outputs of the failed task stay readable', async () => {
  await using scene = await createEngineScene(toyTypes);
  const execution = await run(
    scene,
    toyFlow(
      [toyTask('bad', 'toy.Fail', {}, { message: 'no luck' }), toyTask('never', 'toy.Return', {}, { value: 'x' })],
      {
        errors: [
          toyTask(
            'e',
            'toy.Return',
            {},
            { value: '{{ error.taskId }}: {{ error.message }} {{ outputs.bad.reached }}' },
          ),
        ],
        finally: [toyTask('f', 'toy.Return', {}, { value: 'f' })],
        afterExecution: [toyTask('z', 'toy.Return', {}, { value: '{{ execution.state }}' })],
      },
    ),
  );
  expect(states(execution)).toEqual(['bad FAILED', 'e SUCCESS', 'f SUCCESS', 'z SUCCESS']);
  expect(history(execution)).toEqual(['CREATED', 'RUNNING', 'FAILED']);
  expect(outputsOf(execution)).toMatchObject({ e: { value: 'bad: no luck 7' }, z: { value: 'FAILED' } });
});

test('loops key outputs by their values; parents are the looped ones (as conformance c024b and c024c)', async () => {
  await using scene = await createEngineScene(toyTypes);
  const inner = toyTask('inner', 'toy.Return', {}, { value: '{{ parent.taskrun.value }} {{ parents | length }}' });
  const box = toyTask('box', 'toy.Sequential', { children: { tasks: [inner] } });
  const direct = toyTask(
    'direct',
    'toy.Return',
    {},
    { value: '{{ taskrun.iteration }}{{ outputs.inner[taskrun.value].value }}' },
  );
  const execution = await run(
    scene,
    toyFlow([
      toyTask('loop', 'toy.Each', { children: { tasks: [box, direct] } }, { values: ['k', 'l'] }),
      toyTask('after', 'toy.Return', {}, { value: '{{ outputs.direct.l.value }} {{ tasks.box.k.state }}' }),
    ]),
  );
  expect(states(execution)).toEqual([
    'loop SUCCESS',
    'box[k] SUCCESS',
    'inner SUCCESS',
    'direct[k] SUCCESS',
    'box[l] SUCCESS',
    'inner SUCCESS',
    'direct[l] SUCCESS',
    'after SUCCESS',
  ]);
  expect(outputsOf(execution)).toMatchObject({ after: { value: '1l 1 SUCCESS' } });
  expect(new Set(execution.taskRunList.map(({ id }) => id)).size).toBe(8);
});

test('retries pass the states of a Kestra server; warningOnRetry decides the colour (c045)', async () => {
  await using scene = await createEngineScene(toyTypes);
  const retry = { type: 'constant', interval: 'PT0.05S', maxAttempts: 5 } as const;
  const started = Date.now();
  const execution = await run(
    scene,
    toyFlow([
      toyTask('flaky', 'toy.Fail', { retry }, { when: '{{ taskrun.attemptsCount < 2 }}' }),
      toyTask(
        'warned',
        'toy.Fail',
        { retry: { ...retry, warningOnRetry: true } },
        { when: '{{ taskrun.attemptsCount < 1 }}' },
      ),
      toyTask('given_up', 'toy.Fail', { retry: { ...retry, maxAttempts: 2 }, allowFailure: true }),
    ]),
  );
  const again = ['FAILED', 'RETRYING', 'RUNNING'];
  expect(history(execution)).toEqual(['CREATED', 'RUNNING', ...again, ...again, ...again, ...again, 'WARNING']);
  expect(states(execution)).toEqual(['flaky SUCCESS', 'warned WARNING', 'given_up WARNING']);
  expect(execution.taskRunList.map(({ attempts }) => attempts.map(({ state }) => state.current))).toEqual([
    ['FAILED', 'FAILED', 'SUCCESS'],
    ['FAILED', 'SUCCESS'],
    ['FAILED', 'FAILED'],
  ]);
  expect(Date.now() - started).toBeGreaterThanOrEqual(200);
});

test('a time-out fails the attempt; a deaf task is waited for no longer than the grace period', async () => {
  await using scene = await createEngineScene(toyTypes);
  const execution = await run(
    scene,
    toyFlow([toyTask('slow', 'toy.Sleep', { timeout: 'PT0.05S' }, { milliseconds: 20_000 })]),
  );
  expect(states(execution)).toEqual(['slow FAILED']);
  expect(execution.error).toMatchObject({ code: 'TIMEOUT', message: expect.stringContaining('PT0.05S') });
});

test('a failing branch stops those beside it, and nothing more begins (c005b)', async () => {
  await using scene = await createEngineScene(toyTypes);
  const branch = (id: string, ...tasks: ReturnType<typeof toyTask>[]): ReturnType<typeof toyTask> =>
    toyTask(id, 'toy.Sequential', { children: { tasks } });
  const execution = await run(
    scene,
    toyFlow([
      toyTask('fan', 'toy.Parallel', {
        children: {
          tasks: [
            branch('bad_branch', toyTask('before', 'toy.Sleep', {}, { milliseconds: 50 }), toyTask('bad', 'toy.Fail')),
            branch(
              'slow_branch',
              toyTask('nap', 'toy.Sleep', {}, { milliseconds: 20_000 }),
              toyTask('after', 'toy.Log', {}, { message: 'x' }),
            ),
          ],
        },
      }),
    ]),
  );
  expect(states(execution).toSorted()).toEqual(
    ['fan FAILED', 'bad_branch FAILED', 'before SUCCESS', 'bad FAILED', 'slow_branch FAILED', 'nap FAILED'].toSorted(),
  );
  expect(execution.error?.message).toBe('it broke');
});

test('two branches run side by side', async () => {
  await using scene = await createEngineScene(toyTypes);
  const naps = ['a', 'b'].map((id) => toyTask(id, 'toy.Sleep', {}, { milliseconds: 100 }));
  const execution = await run(scene, toyFlow([toyTask('fan', 'toy.Parallel', { children: { tasks: naps } })]));
  const [, a, b] = execution.taskRunList;
  expect(Date.parse(b?.state.startDate ?? '')).toBeLessThan(Date.parse(a?.state.endDate ?? ''));
});

test('runIf skips, or fails with no attempt where it cannot be rendered; disabled tasks leave no trace', async () => {
  await using scene = await createEngineScene(toyTypes);
  const execution = await run(
    scene,
    toyFlow([
      toyTask('off', 'toy.Fail', { disabled: true }),
      toyTask('skipped', 'toy.Fail', { runIf: '{{ 1 == 2 }}' }),
      toyTask('bad', 'toy.Log', { runIf: '{{ nothing.here == 1 }}' }, { message: 'x' }),
    ]),
  );
  expect(states(execution)).toEqual(['skipped SKIPPED', 'bad FAILED']);
  expect(execution.taskRunList.map(({ attempts }) => attempts.length)).toEqual([1, 0]);
  const idle = await run(scene, toyFlow([toyTask('off', 'toy.Fail', { disabled: true })]));
  expect(history(idle)).toEqual(['CREATED', 'SUCCESS']);
});

test('flow outputs are typed; one that does not fit fails the execution after SUCCESS (c076)', async () => {
  await using scene = await createEngineScene(toyTypes);
  const output = (id: string, type: 'INT' | 'FLOAT' | 'STRING', value: string, required = true) => ({
    id,
    type,
    value,
    required,
    path: ['outputs', 0],
  });
  const tasks = [toyTask('v', 'toy.Return', {}, { value: 'abc' })];
  const good = await run(
    scene,
    toyFlow(tasks, {
      outputs: [
        output('n', 'INT', '{{ 3 + 4 }}'),
        output('f', 'FLOAT', '4'),
        output('none', 'STRING', '{{ outputs.w ?? null }}', false),
      ],
    }),
  );
  expect(good.outputs).toEqual({ n: 7, f: new Decimal(4) });
  const bad = await run(scene, toyFlow(tasks, { outputs: [output('n', 'INT', '{{ outputs.v.value }}')] }));
  expect(history(bad)).toEqual(['CREATED', 'RUNNING', 'SUCCESS', 'FAILED']);
  expect(bad.error).toMatchObject({
    code: 'OUTPUT_INVALID',
    message: 'output "n" of the flow: expected an integer, got "abc"',
  });
});

test('secrets stand neither in journal, logs nor execution.json, whatever carries them', async () => {
  await using scene = await createEngineScene(toyTypes, { secrets: { TOKEN: 'tok-en/12 34' } });
  const execution = await run(
    scene,
    toyFlow([
      toyTask('make', 'toy.Return', {}, { value: "x={{ secret('TOKEN') }}" }),
      toyTask(
        'say',
        'toy.Log',
        {},
        {
          message: '{{ outputs.make.value }} {{ outputs.make.value | base64encode }} {{ outputs.make.value | length }}',
        },
      ),
      toyTask('bad', 'toy.Fail', {}, { message: "refused: {{ secret('TOKEN') | urlencode }}" }),
    ]),
    { inputs: { given: 'my tok-en/12 34' } },
  );
  expect(execution.error?.message).toBe('refused: ******');
  // The next task saw the real thing.
  expect(scene.logs.find(({ taskId }) => taskId === 'say')?.message).toMatch(/^x=\*{6} .*\*{6}.* 14$/);
  const directory = join(scene.host.executionsDirectory, execution.id);
  const recorded = (await filesOf(directory)).join('\n');
  for (const form of ['tok-en/12 34', encodeURIComponent('tok-en/12 34'), 'b2stZW4vMTIgM'])
    expect(recorded).not.toContain(form);
  expect(recorded).toContain('"masked":["value"]');
});

test('a kill stops what runs, skips errors and finally, and lets afterExecution run (c147)', async () => {
  await using scene = await createEngineScene(toyTypes);
  const slow = toyTask('slow', 'toy.Sleep', {}, { milliseconds: 60_000 });
  const flow = toyFlow(
    [toyTask('box', 'toy.Sequential', { children: { tasks: [slow, toyTask('next', 'toy.Fail')] } })],
    {
      errors: [toyTask('e', 'toy.Return', {}, { value: 'e' })],
      finally: [toyTask('f', 'toy.Return', {}, { value: 'f' })],
      afterExecution: [toyTask('z', 'toy.Return', {}, { value: '{{ execution.state }}' })],
    },
  );
  const handle = await startExecution({ flow, flowText: '', inputs: {} }, scene.host);
  await until(() => scene.events.some((event) => event.type === 'attempt.started' && event.log.length > 0));
  await sleep(50);
  handle.kill('by a test');
  const execution = await handle.result;
  expect(history(execution)).toEqual(['CREATED', 'RUNNING', 'KILLING', 'KILLED']);
  expect(states(execution)).toEqual(['box KILLED', 'slow KILLED', 'z SUCCESS']);
  expect(outputsOf(execution)).toMatchObject({ z: { value: 'KILLED' } });
});

test('a second kill does not wait for a task that does not listen', async () => {
  await using scene = await createEngineScene(toyTypes);
  const flow = toyFlow([toyTask('deaf', 'toy.Sleep', {}, { milliseconds: 3000, deaf: true })]);
  const handle = await startExecution({ flow, flowText: '', inputs: {} }, scene.host);
  await sleep(100);
  const started = Date.now();
  handle.kill();
  handle.kill();
  expect((await handle.result).state.current).toBe('KILLED');
  expect(Date.now() - started).toBeLessThan(2000);
  expect(scene.logs.map(({ message }) => message).join()).toContain('left behind');
});

test('a disabled flow, a taken id and an unknown type are refused by name', async () => {
  await using scene = await createEngineScene(toyTypes);
  const request = { flow: toyFlow([]), flowText: '', inputs: {}, executionId: 'abcdefgh1' };
  await expect(startExecution({ ...request, flow: toyFlow([], { disabled: true }) }, scene.host)).rejects.toMatchObject(
    { code: 'FLOW_DISABLED' },
  );
  await (await startExecution(request, scene.host)).result;
  await expect(startExecution(request, scene.host)).rejects.toMatchObject({ code: 'EXECUTION_EXISTS' });
  await expect(startExecution({ ...request, executionId: '../../x' }, scene.host)).rejects.toMatchObject({
    code: 'INVALID_EXECUTION_ID',
  });
  expect((await run(scene, toyFlow([toyTask('x', 'toy.Ghost')]))).error?.code).toBe('UNKNOWN_TYPE');
});

async function filesOf(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')),
  );
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5);
}
