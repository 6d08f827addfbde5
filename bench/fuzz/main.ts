/**
 * `tsx bench/fuzz/main.ts [--runs 100000] [--from 1] [--target flows]`: feeds seeded mutations to everything that reads texts
 * from outside. Prints each seed that crashes, escapes, or takes over a second; exit 1 where there is one. A seed that never
 * ends is found by a second thread.
 */
import { parseArgs } from 'node:util';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { runTarget } from './target.ts';
import { targets } from './targets.ts';

/** Milliseconds by the clock after which a seed counts as endless; wide, for the machine may be busy. */
const ENDLESS = 60_000;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    from: { type: 'string', default: '1' },
    target: { type: 'string' },
  },
});
const chosen = targets.filter(({ name }) => values.target === undefined || name === values.target);
if (chosen.length === 0) throw new Error(`--target expects one of ${targets.map(({ name }) => name).join(', ')}`);

async function work(shared: Int32Array): Promise<void> {
  for (const [index, target] of chosen.entries()) {
    Atomics.store(shared, 0, index);
    const start = performance.now();
    const range = { from: Number(values.from), count: Number(values.runs) };
    const findings = await runTarget(target, range, (seed) => {
      Atomics.store(shared, 1, seed);
      if (seed % 10_000 === 0) console.log(`${target.name}: at seed ${seed}`);
    });
    for (const { seed, problem, text } of findings.slice(0, 20)) {
      console.log(`${target.name} seed ${seed}: ${problem}\n  ${JSON.stringify(text.slice(0, 2000))}`);
    }
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${target.name}: ${range.count} mutations, ${findings.length} findings, ${seconds} s`);
    if (findings.length > 0) process.exitCode = 1;
  }
}

function watch(): void {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(new URL(import.meta.url), { workerData: shared, argv: process.argv.slice(2) });
  let seen = -1;
  let since = performance.now();
  const timer = setInterval(() => {
    const seed = Atomics.load(shared, 1);
    if (seed !== seen) {
      seen = seed;
      since = performance.now();
    } else if (performance.now() - since > ENDLESS) {
      const target = chosen[Atomics.load(shared, 0)];
      console.log(`${target?.name} seed ${seed}: has not ended\n  ${JSON.stringify(target?.textOf(seed))}`);
      process.exit(1);
    }
  }, 1000);
  worker.on('error', (error) => {
    clearInterval(timer);
    console.log(`the worker ended after seed ${Atomics.load(shared, 1)}: ${error.stack}`);
    process.exitCode = 1;
  });
  worker.on('exit', (code) => {
    clearInterval(timer);
    if (code !== 0) process.exitCode = 1;
  });
}

if (isMainThread) watch();
else await work(workerData as Int32Array);
