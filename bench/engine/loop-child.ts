/**
 * One measurement in a process of its own, for its memory: `loop-child.ts foreach <values> <limit>` or
 * `loop-child.ts parallel <branches>`. Prints `{"milliseconds": …, "megabytes": …}`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TaskNode } from '../../src/contract/flow.ts';
import { startExecution } from '../../src/engine/index.ts';
import { returnValue } from '../../src/plugins/core/debug/return.ts';
import { forEach } from '../../src/plugins/core/flow/for-each.ts';
import { parallel } from '../../src/plugins/core/flow/parallel.ts';
import { processRunner } from '../../src/plugins/core/runner/process.ts';
import { commands } from '../../src/plugins/scripts/shell/commands.ts';
import { createEngineScene, toyFlow, toyTask } from '../../tests/support/engine-scene.ts';

const [what = 'foreach', count = '10000', limit = '0'] = process.argv.slice(2);

function forEachTask(values: number, concurrencyLimit: number): TaskNode {
  const task = toyTask('show', returnValue.type, {}, { format: '{{ taskrun.iteration }}: {{ taskrun.value }}' });
  const list = Array.from({ length: values }, (_, index) => `value ${index}`);
  return toyTask('loop', forEach.type, { children: { tasks: [task] } }, { values: list, concurrencyLimit });
}

function parallelTask(branches: number, command: string): TaskNode {
  const tasks = Array.from({ length: branches }, (_, index) =>
    toyTask(`sleep_${index}`, commands.type, {}, { commands: [command] }),
  );
  return toyTask('fan', parallel.type, { children: { tasks } });
}

async function measure(task: TaskNode): Promise<number> {
  const started = performance.now();
  const { result } = await startExecution({ flow: toyFlow([task]), flowText: '', inputs: {} }, silent);
  const { state } = await result;
  if (state.current !== 'SUCCESS') throw new Error(`expected SUCCESS, got ${state.current}`);
  return performance.now() - started;
}

const folder = await mkdtemp(join(tmpdir(), 'gitphony-bench-'));
const { host } = await createEngineScene([returnValue, forEach, parallel, commands, processRunner], { folder });
// The scene keeps every event for tests; here that would be measured too.
const silent = { ...host, onEvent: () => undefined, onLog: () => undefined };
try {
  // The first run compiles validators, which the built command has ready.
  await measure(what === 'foreach' ? forEachTask(1, 1) : parallelTask(1, 'true'));
  const milliseconds = await measure(
    what === 'foreach' ? forEachTask(Number(count), Number(limit)) : parallelTask(Number(count), 'sleep 1'),
  );
  console.log(JSON.stringify({ milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
} finally {
  await rm(folder, { recursive: true, force: true });
}
