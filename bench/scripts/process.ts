/**
 * What the Process runner costs, and how fast a script's output goes through.
 *
 *   npx tsx bench/scripts/process.ts [--tasks 20] [--rounds 7] [--megabytes 1000] [--logs 3] [--check]
 *
 * `--check` ends with 1 where a task costs more than 15 ms over the bare `sh -c true`, log lines pass slower than 100 MB/s, or
 * the engine needs more memory for all of them than 60 MB over what it needs for a tenth, or 30 MB over what it needs for half.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median, spread } from './median.ts';

const limits = { overhead: 15, speed: 100, growth: 60, lateGrowth: 30 };

const { values } = parseArgs({
  options: {
    tasks: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '7' },
    megabytes: { type: 'string', default: '1000' },
    logs: { type: 'string', default: '3' },
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
  // A young generation that does not grow: else its size, 100 MB more or less by when it is collected, hides what the engine holds.
  const all = ['--max-semi-space-size=4', '--import', 'tsx', child, ...args];
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

const plain: number[] = [];
const engine: number[] = [];
await bare();
for (let round = 0; round < rounds; round += 1) {
  plain.push((await bare()) / tasks);
  engine.push(measure('tasks', String(tasks)).milliseconds / tasks);
}
const overheads = engine.map((each, round) => each - (plain[round] ?? Number.NaN));
const overhead = median(overheads);
console.log(
  `${tasks} sequential \`true\` by Process: ${median(engine).toFixed(1)} ms a task, bare sh -c true ${median(plain).toFixed(1)} ms: ` +
    `${overhead.toFixed(1)} ms more (limit ${limits.overhead}); each pair: ${spread(overheads, 1)}`,
);

const repeat = (amount: number): Measured[] =>
  Array.from({ length: Number(values.logs) }, () => measure('log', String(Math.round(amount))));
const tenths = repeat(bytes / 10);
// The heap has its full size by then: what still grows here would grow on.
const halves = repeat(bytes / 2);
const runs = repeat(bytes);
const speeds = runs.map(({ milliseconds }) => bytes / 1000 / milliseconds);
const speed = median(speeds);
// How much is not collected yet varies from run to run: the most of each.
const most = (all: readonly Measured[]): number => Math.max(...all.map(({ megabytes }) => megabytes));
const peak = most(runs);
const growth = peak - most(tenths);
const lateGrowth = peak - most(halves);
console.log(
  `${(bytes / 1e6).toFixed(0)} MB of log lines, masked, to a log file: ${speed.toFixed(0)} MB/s (limit ${limits.speed}); ` +
    `each: ${spread(speeds, 0)}; memory ${peak.toFixed(0)} MB, for a tenth ${growth.toFixed(0)} MB less (limit ${limits.growth}), for half ${lateGrowth.toFixed(0)} MB less (limit ${limits.lateGrowth})`,
);
const missing = runs.some(({ written }) => written < bytes);
if (missing) console.error(`expected a log of ${bytes} bytes at least`);

const good =
  overhead <= limits.overhead &&
  speed >= limits.speed &&
  growth <= limits.growth &&
  lateGrowth <= limits.lateGrowth &&
  !missing;
if (values.check && !good) process.exitCode = 1;
