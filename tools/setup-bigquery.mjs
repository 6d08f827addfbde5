import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isExecutable, run, SetupError, which } from './setup-process.mjs';

/** The emulator's own minimum. */
const MINOR = 13;
const requirements = new URL('./local-bigquery.txt', import.meta.url);

/**
 * Installs the BigQuery emulator of the tests into `.tools/local-bigquery`: about 500 MB and a minute. Left alone where the pinned
 * packages are there.
 * @param {{ root: string }} options
 * @returns {Promise<string>} what was found or done
 */
export async function setUpBigQuery({ root }) {
  const home = join(root, '.tools', 'local-bigquery');
  const stamp = join(home, 'installed.txt');
  const wanted = readFileSync(requirements, 'utf8');
  const version = /^local-bigquery==(.*)$/m.exec(wanted)?.[1];
  if (textOf(stamp) === wanted) return `local-bigquery ${version}`;
  const python = await findPython(root);
  try {
    rmSync(home, { recursive: true, force: true });
    await run(python, ['-m', 'venv', home], { cwd: root });
    const own = join(home, 'bin', 'python');
    const quiet = ['--quiet', '--disable-pip-version-check', '--no-input', '--no-deps', '--only-binary', ':all:'];
    await run(own, ['-m', 'pip', 'install', ...quiet, '--requirement', new URL(requirements).pathname], { cwd: root });
    // DuckDB would fetch these from a server of its own; the packages hold them, and this puts them where it looks.
    await run(own, ['-c', copyExtensions], { cwd: root, env: { HOME: join(home, 'home') } });
  } catch (cause) {
    throw new SetupError(`the BigQuery emulator (Python package local-bigquery ${version}) could not be installed`, {
      fix: 'check that pip reaches its package index (pip download --no-deps local-bigquery), then run npm run setup again',
      cause,
    });
  }
  writeFileSync(stamp, wanted);
  return `local-bigquery ${version}, installed`;
}

const copyExtensions = `
import os
os.makedirs(os.environ['HOME'])
from duckdb_extensions import import_extension
for name in ('icu', 'ducklake', 'httpfs', 'spatial'):
    import_extension(name)
`;

/** A Python that is new enough: on PATH, among those of pyenv, or one that uv has or can get. */
async function findPython(root) {
  const names = ['python3', 'python3.13', 'python3.14', 'python3.15'];
  const candidates = [...names.map((name) => which(name)), ...pyenvPythons()].filter((path) => path !== undefined);
  for (const path of candidates) if (await isNewEnough(path, root)) return path;
  const uv = which('uv');
  if (uv !== undefined) {
    try {
      await run(uv, ['python', 'install', `3.${MINOR}`], { cwd: root });
      return (await run(uv, ['python', 'find', `3.${MINOR}`], { cwd: root })).trim();
    } catch {
      // Falls through to the message below, which says what to do.
    }
  }
  throw new SetupError(
    `expected a Python 3.${MINOR} or newer for the BigQuery emulator, found none on PATH or in ~/.pyenv`,
    {
      fix: `install one: pyenv install 3.${MINOR}, or uv python install 3.${MINOR}`,
    },
  );
}

function pyenvPythons() {
  const versions = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  try {
    return readdirSync(versions)
      .map((name) => join(versions, name, 'bin', 'python3'))
      .filter(isExecutable);
  } catch {
    return [];
  }
}

async function isNewEnough(python, root) {
  try {
    const [major, minor] = (await run(python, ['-c', 'import sys; print(*sys.version_info[:2])'], { cwd: root }))
      .split(' ')
      .map(Number);
    return major === 3 && minor >= MINOR;
  } catch {
    // A shim of pyenv's for a version that is not chosen here.
    return false;
  }
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
