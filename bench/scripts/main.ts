/**
 * Both benches of script tasks, each in a process of its own. `--check` ends with 1 where one of them misses its limits.
 *
 *   tsx bench/scripts/main.ts [--check]
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

let failed = false;
for (const name of ['process.ts', 'docker.ts']) {
  const bench = fileURLToPath(new URL(name, import.meta.url));
  if (!existsSync(bench)) {
    console.log(`\n${name} is not there`);
    continue;
  }
  console.log(`\n${name}`);
  const args = ['--import', 'tsx', bench, ...process.argv.slice(2)];
  failed ||= spawnSync(process.execPath, args, { stdio: 'inherit' }).status !== 0;
}
if (failed) process.exitCode = 1;
