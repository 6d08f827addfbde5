import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, SetupError } from './setup-process.mjs';

/** Test tools that are Python programs with packages of their own: each in a virtual environment, all versions pinned. */
const environments = [
  { name: 's3-server', what: 'the S3 server of the tests (moto)' },
  { name: 'dbt', what: 'dbt with its adapters for DuckDB and PostgreSQL' },
];

/**
 * Makes the environments in `.tools/python-<name>`; one whose list is as before is left alone.
 * @param {{ root: string }} options
 * @returns {Promise<string>}
 */
export async function setUpPython({ root }) {
  for (const environment of environments) await makeEnvironment(root, environment);
  return environments.map(({ name }) => name).join(', ');
}

async function makeEnvironment(root, { name, what }) {
  const list = join(root, 'tools', 'python', `${name}.txt`);
  const digest = createHash('sha256').update(readFileSync(list)).digest('hex');
  const folder = join(root, '.tools', `python-${name}`);
  const stamp = join(folder, 'gitphony-list');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  console.log(`  installing ${what}`);
  const cwd = join(root, '.tools');
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-input', '--no-deps', '--only-binary', ':all:'];
  try {
    rmSync(folder, { recursive: true, force: true });
    await run('python3', ['-m', 'venv', folder], { cwd });
    await run(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', ...quiet, '--requirement', list], { cwd });
  } catch (cause) {
    throw new SetupError(`${what} could not be installed from tools/python/${name}.txt`, {
      fix: 'check that python3 -m venv works and that pip reaches its package index, then run npm run setup again',
      cause,
    });
  }
  // Last of all: an environment that was cut short has no stamp, and is made anew.
  writeFileSync(`${stamp}.new`, digest);
  renameSync(`${stamp}.new`, stamp);
}
