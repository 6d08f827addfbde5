/**
 * What the Process runner costs, and how fast a script's output goes through.
 *
 *   tsx bench/scripts/process.ts [--tasks 20] [--rounds 5] [--megabytes 1000] [--check]
 *
 * `--check` ends with 1 where a task costs more than 15 ms over the bare `sh -c true`, log lines pass slower than 100 MB/s, or
 * the engine needs more memory for all of them than 60 MB over what it needs for a tenth.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const limits = { overhead: 15, speed: 100, growth: 60 };

const { values } = parseArgs({
  options: {
    tasks: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '5' },
    megabytes: { type: 'string', default: '1000' },
    check: { type: 'boolean', default: false },
  },
});
const tasks = Number(values.tasks);
const rounds = Number(values.rounds);
const bytes = Number(values.megabytes) * 1e6;

interface Measured {
  readonly milliseconds: number;
  readonly megabytes: number;
  readonly written: number;
}

function measure(...args: readonly string[]): Measured {
  const child = fileURLToPath(new URL('process-child.ts', import.meta.url));
  const all = ['--import', 'tsx', child, ...args];
  return JSON.parse(execFileSync(process.execPath, all, { encoding: 'utf8' })) as Measured;
}

/** Milliseconds of so many `sh -c true`, one after another, by nothing but Node's own spawn. */
async function bare(): Promise<number> {
  const started = performance.now();
  for (let task = 0; task < tasks; task += 1) {
    await once(spawn('/bin/sh', ['-c', 'true'], { stdio: ['ignore', 'pipe', 'pipe'] }), 'close');
  }
  return performance.now() - started;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

const plain: number[] = [];
const engine: number[] = [];
await bare();
for (let round = 0; round < rounds; round += 1) {
  plain.push((await bare()) / tasks);
  engine.push(measure('tasks', String(tasks)).milliseconds / tasks);
}
const overhead = median(engine) - median(plain);
console.log(
  `${tasks} sequential \`true\` by Process: ${median(engine).toFixed(1)} ms a task, bare sh -c true ${median(plain).toFixed(1)} ms: ` +
    `${overhead.toFixed(1)} ms more (limit ${limits.overhead})`,
);

const tenth = measure('log', String(Math.round(bytes / 10)));
const all = measure('log', String(bytes));
const speed = bytes / 1000 / all.milliseconds;
const growth = all.megabytes - tenth.megabytes;
console.log(
  `${(bytes / 1e6).toFixed(0)} MB of log lines, masked, into a log of ${(all.written / 1e6).toFixed(0)} MB: ${speed.toFixed(0)} MB/s ` +
    `(limit ${limits.speed}); memory ${all.megabytes.toFixed(0)} MB, a tenth of it ${tenth.megabytes.toFixed(0)} MB (limit ${limits.growth} MB more)`,
);
const missing = all.written < bytes;
if (missing) console.error(`expected a log of ${bytes} bytes at least, got ${all.written}`);

const good = overhead <= limits.overhead && speed >= limits.speed && growth <= limits.growth && !missing;
if (values.check && !good) process.exitCode = 1;
