/**
 * What the Docker runner costs: containers of a flow against plain `docker run --rm`, taking turns.
 *
 *   npx tsx bench/scripts/docker.ts [--containers 20] [--rounds 5] [--image busybox:latest] [--check]
 *
 * It needs an engine (DOCKER_HOST or the command's own context) that has the image. `--check` ends with 1 where the flow takes more than 1.15
 * times as long.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median, spread } from './median.ts';

const MOST_RATIO = 1.15;

const { values } = parseArgs({
  options: {
    containers: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '5' },
    image: { type: 'string', default: 'busybox:latest' },
    check: { type: 'boolean', default: false },
  },
});
const containers = Number(values.containers);
const rounds = Number(values.rounds);
const bin = join(import.meta.dirname, '../../bin/gitphony');

function flow(): string {
  const tasks = Array.from(
    { length: containers },
    (_, index) => `  - id: task_${index}
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner:
      type: io.kestra.plugin.scripts.runner.docker.Docker
    containerImage: ${values.image}
    commands:
      - "true"
`,
  );
  return `id: containers\nnamespace: bench\ntasks:\n${tasks.join('')}`;
}

/** Seconds that some work takes. */
function timed(work: () => void): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}

const folder = await mkdtemp(join(tmpdir(), 'gitphony-bench-docker-'));
try {
  await writeFile(join(folder, 'flow.yaml'), flow());
  const command = ['run', '--rm', values.image, '/bin/sh', '-c', 'true'];
  const plain = (): void => {
    for (let index = 0; index < containers; index += 1) execFileSync('docker', command, { stdio: 'ignore' });
  };
  const ours = (): void => void execFileSync(bin, ['run', 'flow.yaml'], { cwd: folder, stdio: 'ignore' });
  // The first of each warms the engine's caches up.
  execFileSync('docker', command, { stdio: 'ignore' });
  ours();
  const sides = { plain: [] as number[], ours: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    // Who goes first changes: neither always has the caches of the other.
    const turns = [() => sides.plain.push(timed(plain)), () => sides.ours.push(timed(ours))];
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) turn();
  }
  // Of each pair, which ran side by side: a machine that drifts does so for both.
  const ratios = sides.ours.map((seconds, round) => seconds / (sides.plain[round] ?? Number.NaN));
  const ratio = median(ratios);
  console.log(
    `${containers} containers: flow ${median(sides.ours).toFixed(2)} s, plain docker run --rm ${median(sides.plain).toFixed(2)} s: ` +
      `${ratio.toFixed(2)} times as long (limit ${MOST_RATIO}); each pair: ${spread(ratios, 2)}`,
  );
  if (values.check && ratio > MOST_RATIO) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
