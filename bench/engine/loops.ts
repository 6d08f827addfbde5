import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const VALUES = 10_000;
const BRANCHES = 20;
const limits = { perTask: 1, megabytes: 300, parallel: 1300 };

interface Measured {
  readonly milliseconds: number;
  readonly megabytes: number;
}

function measure(...args: readonly string[]): Measured {
  const child = fileURLToPath(new URL('loop-child.ts', import.meta.url));
  return JSON.parse(
    execFileSync(process.execPath, ['--import', 'tsx', child, ...args], { encoding: 'utf8' }),
  ) as Measured;
}

/** Loops over many values, and branches that sleep side by side. Answers whether all stayed below their limits. */
export function measureLoops(): boolean {
  let good = true;
  for (const limit of ['0', '16', '1']) {
    const { milliseconds, megabytes } = measure('foreach', String(VALUES), limit);
    const perTask = milliseconds / VALUES;
    console.log(
      `ForEach of ${VALUES} values with a Return each, concurrencyLimit ${limit}: ${perTask.toFixed(3)} ms a task ` +
        `(limit ${limits.perTask}), ${megabytes.toFixed(0)} MB (limit ${limits.megabytes})`,
    );
    good &&= perTask <= limits.perTask && megabytes < limits.megabytes;
  }
  const { milliseconds } = measure('parallel', String(BRANCHES));
  console.log(
    `Parallel of ${BRANCHES} x sleep 1: ${milliseconds.toFixed(0)} ms (limit ${limits.parallel} on a quiet machine)`,
  );
  return good && milliseconds <= limits.parallel;
}
