/**
 * `npm run demo [-- --rows 5000]`: real taxi work on a fresh clone. Plain JavaScript for Node 20, for nothing is installed
 * yet: it makes the clone ready and hands over to tools/demo/main.ts.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
let child;

// Ctrl-C reaches the child by the terminal, a plain kill does not; either way it stops what it started before it ends.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child?.kill(signal));

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code, 1 if a signal ended it
 */
function run(command, args) {
  return new Promise((resolve, reject) => {
    child = spawn(command, args, { cwd: root, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

const setUp = await run(process.execPath, [join(root, 'tools', 'setup.mjs'), '--for', 'demo']);
const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
process.exitCode =
  setUp === 0
    ? await run(process.execPath, [tsx, join(root, 'tools', 'demo', 'main.ts'), ...process.argv.slice(2)])
    : setUp;
