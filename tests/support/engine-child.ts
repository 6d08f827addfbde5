/**
 * Runs or resumes an execution of a toy flow in a process of its own, so that tests can kill it:
 * `engine-child.ts <folder> <start|resume> <execution id> <rule> [flow hash]`. What tasks did stands in `<folder>/effects`.
 */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Flow } from '../../src/contract/flow.ts';
import { Type } from '../../src/contract/schema.ts';
import { defineTask } from '../../src/contract/task.ts';
import { resumeExecution, startExecution } from '../../src/engine/index.ts';
import { processRunner } from '../../src/plugins/core/runner/process.ts';
import { createEngineScene, toyFlow, toyTask } from './engine-scene.ts';
import { toyTypes } from './toy-types.ts';

const [folder = '', mode = 'start', executionId = '', rule = 'rerun', hash = 'hash'] = process.argv.slice(2);
const note = (text: string): void => appendFileSync(join(folder, 'effects'), `${text}\n`);

/** Notes that it ran, then hangs with a child process of its own in its first attempt. */
const hang = defineTask({
  type: 'toy.Hang',
  title: 'Hang.',
  interrupted: rule as 'rerun' | 'reattach' | 'fail',
  properties: Type.Object({ text: Type.String() }),
  outputs: Type.Object({ text: Type.String() }),
  examples: [],
  async run({ text }, context) {
    const { attempt, interrupted, id } = context.taskRun;
    note(`${text} attempt ${attempt} interrupted ${interrupted} id ${id}`);
    if (attempt > 1) return { outputs: { text } };
    const runner = await context.runner();
    const directory = await context.workingDirectory();
    const stop = await runner.run({
      argv: ['sh', '-c', 'echo $$; sleep 300 & echo $!; wait'],
      directory,
      environment: {},
      onStdout: async (chunk) => note(`pids ${chunk.toString().trim().replaceAll('\n', ' ')}`),
      onStderr: async (chunk) => note(chunk.toString()),
    });
    await sleep(1);
    return { outputs: { text: `ended by ${stop.signal ?? stop.exitCode}` } };
  },
});

/** Notes that it ran. */
const mark = defineTask({
  type: 'toy.Mark',
  title: 'Mark.',
  properties: Type.Object({ text: Type.String() }),
  outputs: Type.Object({ text: Type.String() }),
  examples: [],
  async run({ text }) {
    note(text);
    return { outputs: { text } };
  },
});

function flow(): Flow {
  const inLoop = [
    toyTask('turn', 'toy.Mark', {}, { text: 'turn {{ taskrun.value }}' }),
    toyTask(
      'gate',
      'toy.Hang',
      { runIf: "{{ taskrun.value == 'b' }}" },
      { text: '{{ outputs.first.text }}/{{ outputs.turn.b.text }}' },
    ),
  ];
  return toyFlow(
    [
      toyTask('first', 'toy.Mark', {}, { text: 'first {{ inputs.n }} {{ inputs.f }}' }),
      toyTask('loop', 'toy.Each', { children: { tasks: inLoop } }, { values: ['a', 'b', 'c'] }),
      toyTask('last', 'toy.Mark', {}, { text: 'last {{ outputs.gate.b.text }}' }),
    ],
    { sourceHash: hash },
  );
}

const { host } = await createEngineScene([...toyTypes, hang, mark, processRunner], { folder });
const { Decimal } = await import('../../src/util/decimal.ts');
const request = { flow: flow(), flowText: '', executionId };
try {
  const handle =
    mode === 'start'
      ? await startExecution({ ...request, inputs: { n: 1, f: new Decimal(4) } }, host)
      : await resumeExecution(request, host);
  process.on('SIGTERM', () => handle.kill('SIGTERM'));
  const { state } = await handle.result;
  process.stdout.write(`${state.current}\n`);
} catch (error) {
  process.stdout.write(`${(error as { code?: string }).code ?? 'ERROR'}: ${String(error)}\n`);
  process.exitCode = 1;
}
