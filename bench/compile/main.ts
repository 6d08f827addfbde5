/**
 * What `gitphony compile` costs on a repository of 1,000 flows, as a whole process: cold (no workflow there, no cache) and `--check` of
 * an unchanged tree. Prints wall clock and CPU time (user and system); the limits hold for the wall clock of a machine that does
 * nothing else, with `--cpu` for the CPU time. `npx tsx bench/compile/main.ts [--cpu] [--rounds N] [--flows FOLDER]`
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { courseSize, small, writeProject } from './flows.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: {
    cpu: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    flows: { type: 'string', default: join(root, '../shared/flows/course') },
  },
});
const count = 1000;
const checkLimit = 0.5;
const sizes = [
  { name: 'course-size', flows: await courseSize(values.flows, count), limit: 4 },
  { name: 'small', flows: small(count), limit: 2 },
];

interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

/** Seconds by the shell's own clock: Node does not tell what a child used. */
function measure(cwd: string, cache: string, args: string): Cost {
  const script = `TIMEFORMAT='%R %U %S'; time "$GITPHONY" compile ${args} > /dev/null 2> /dev/null`;
  const env = { ...process.env, GITPHONY: join(root, 'bin/gitphony'), GITPHONY_CACHE_DIR: cache, LC_ALL: 'C' };
  const told = execFileSync('bash', ['-c', `{ ${script}; } 2>&1`], { cwd, env, encoding: 'utf8' });
  const [wall = Number.NaN, user = Number.NaN, system = Number.NaN] = told.trim().split(' ').map(Number);
  return { wall, cpu: user + system };
}

function median(costs: readonly Cost[], part: keyof Cost): number {
  const sorted = costs.map((cost) => cost[part]).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function report(what: string, costs: readonly Cost[], limit: number): void {
  const [wall, cpu] = [median(costs, 'wall'), median(costs, 'cpu')];
  const isOver = (values.cpu ? cpu : wall) > limit;
  if (isOver) process.exitCode = 1;
  const numbers = [wall, cpu, limit].map((seconds) => seconds.toFixed(2).padStart(8)).join('');
  console.log(`${what.padEnd(36)}${numbers}${isOver ? '   over the limit' : ''}`);
}

console.log(`median of ${values.rounds}, s`.padEnd(36) + '    wall     cpu   limit');
for (const { name, flows, limit } of sizes) {
  const folder = await mkdtemp(join(tmpdir(), 'gitphony-bench-'));
  try {
    const project = join(folder, 'project');
    await writeProject(project, flows);
    const cold: Cost[] = [];
    const unchanged: Cost[] = [];
    for (let round = 0; round < Number(values.rounds); round++) {
      await rm(join(project, '.github'), { recursive: true, force: true });
      const cache = join(folder, `cache-${round}`);
      cold.push(measure(project, cache, ''));
      // The first check of a tree that was just written keeps what it found.
      measure(project, cache, '--check');
      unchanged.push(measure(project, cache, '--check'));
    }
    report(`${count} ${name} flows, cold`, cold, limit);
    report(`${count} ${name} flows, unchanged, --check`, unchanged, checkLimit);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
