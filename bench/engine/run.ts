import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startExecution } from '../../src/engine/index.ts';
import { log } from '../../src/plugins/core/log/log.ts';
import { createEngineScene, toyFlow, toyTask } from '../../tests/support/engine-scene.ts';
import { measureLoops } from './loops.ts';
import { measureProcess } from './whole-process.ts';

/** Tasks a flow. */
const sizes = [10, 100, 1000, 10_000];
const rounds = 5;
/** Milliseconds a task at most, and how much dearer a task of the longest flow may be than one of a hundred. */
const limits = { perTask: 0.5, growth: 1.5 };

/** Milliseconds from the start of an execution of so many Log tasks to its end, journal and log files on disk. */
async function measure(size: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'gitphony-bench-'));
  try {
    const { host } = await createEngineScene([log], { folder });
    const tasks = Array.from({ length: size }, (_, index) =>
      toyTask(`task_${index}`, log.type, {}, { message: `hello ${index} from {{ flow.id }}` }),
    );
    const started = performance.now();
    const handle = await startExecution({ flow: toyFlow(tasks), flowText: '', inputs: {} }, host);
    const { state } = await handle.result;
    if (state.current !== 'SUCCESS') throw new Error(`expected SUCCESS, got ${state.current}`);
    return performance.now() - started;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function main(): Promise<void> {
  await measure(100);
  const perTask = new Map<number, number>();
  console.log('sequential Log tasks, median of 5');
  console.log('   tasks    total ms   ms a task');
  for (const size of sizes) {
    const totals: number[] = [];
    for (let round = 0; round < rounds; round += 1) totals.push(await measure(size));
    const total = median(totals);
    perTask.set(size, total / size);
    console.log(`${String(size).padStart(8)}${total.toFixed(1).padStart(12)}${(total / size).toFixed(3).padStart(12)}`);
  }
  const longest = perTask.get(10_000) ?? Number.NaN;
  const growth = longest / (perTask.get(100) ?? Number.NaN);
  console.log(
    `10,000 against 100: ${growth.toFixed(2)} x a task (limit ${limits.growth}), ${longest.toFixed(3)} ms a task (limit ${limits.perTask})`,
  );
  const hello = await measureProcess(rounds);
  if (hello !== undefined)
    console.log(`gitphony run of a hello flow, whole process: ${hello.toFixed(0)} ms (limit 250)`);
  const goodLoops = measureLoops();
  if (!goodLoops || longest > limits.perTask || growth > limits.growth || (hello ?? 0) > 250) process.exitCode = 1;
}

await main();
