/**
 * All benches of script tasks, each in a process of its own, against their limits: ends with 1 where one of them is missed.
 *
 *   npx tsx bench/scripts/main.ts [process|docker|python …]
 *
 * As root, with set-up's images, it starts a Docker engine of its own and ends it; else it takes the one that answers.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canStartEngine, startEngine, stopEngine } from '../../tests/support/docker-engine.ts';

const all = ['process', 'docker', 'python'] as const;
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !all.some((known) => known === name));
if (unknown.length > 0) throw new Error(`expected ${all.join(', ')}, got ${unknown.join(', ')}`);

const folder = await mkdtemp(join(tmpdir(), 'gitphony-bench-engine-'));
let failed = false;
try {
  const host = `unix://${join(folder, 'docker.sock')}`;
  if (canStartEngine) await startEngine(folder, host);
  const env = canStartEngine ? { ...process.env, DOCKER_HOST: host } : process.env;
  for (const name of all.filter((each) => asked.length === 0 || asked.includes(each))) {
    console.log(`\n${name}`);
    const bench = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
    const args = ['--import', 'tsx', bench, '--check'];
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env });
    failed ||= status !== 0;
  }
} finally {
  await stopEngine(folder);
  await rm(folder, { recursive: true, force: true });
}
console.log(failed ? '\nA limit is missed.' : '\nAll limits hold.');
if (failed) process.exitCode = 1;
