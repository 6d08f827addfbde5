import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { script } from '../../src/plugins/scripts/python/script.ts';
import { createScene, runTask, taskErrorOf } from '../support/run-task.ts';
import { toolPath, wheelFolder } from '../support/tool-paths.ts';
import { writeToyWheel } from '../support/toy-wheel.ts';

const plainPath = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((entry) => !existsSync(join(entry, 'uv')))
  .join(delimiter);

let folder = '';
/** No index: packages are those of a folder. */
let offline: Record<string, string> = {};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gitphony-python-'));
  const wheels = join(folder, 'wheels');
  await writeToyWheel(wheels, 'toyone', '1.0');
  await writeToyWheel(wheels, 'toyone', '2.0');
  await writeToyWheel(wheels, 'toytwo', '1.0', { requires: ['toyone<2'] });
  vi.stubEnv('GITPHONY_CACHE_DIR', join(folder, 'cache'));
  vi.stubEnv('PATH', [dirname(toolPath('uv')), plainPath].join(delimiter));
  offline = { UV_OFFLINE: '1', UV_FIND_LINKS: wheels, PIP_NO_INDEX: '1', PIP_FIND_LINKS: wheels };
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const printAnswer = 'import toyone\nprint(toyone.ANSWER)';
const kept = (): Promise<string[]> => readdir(join(folder, 'cache', 'python'));
const texts = (logs: readonly { readonly message: string }[]): string[] => logs.map(({ message }) => message);

describe.each(['UV', 'PIP'] as const)('%s', (packageManager) => {
  it('installs a list once, whatever its order, and puts its programs on the path', async () => {
    const properties = {
      packageManager,
      dependencies: ['toytwo', 'toyone'],
      env: offline,
      script: `${printAnswer}\nimport subprocess\nsubprocess.run(["toytwo"], check=True)`,
    };
    const first = await runTask(script, properties);
    expect(texts(first.logs)).toEqual([
      'Installing toyone, toytwo',
      expect.stringMatching(/^Installed in .*: toyone 1\.0, toytwo 1\.0$/u),
      '1.0',
      '1.0',
    ]);
    const second = await runTask(script, { ...properties, dependencies: ['toyone', 'toytwo ', 'toyone'] });
    expect(texts(second.logs)).toEqual(['Dependencies are there already: toyone, toytwo', '1.0', '1.0']);
  });

  it('says in its own words which requirement failed, and keeps nothing of it', async () => {
    const before = await kept();
    const error = await taskErrorOf(
      runTask(script, {
        packageManager,
        dependencies: ['toyone', 'toytwo', 'no-such_package==3'],
        env: offline,
        script: 'pass',
      }),
    );
    expect(error).toMatchObject({ code: 'DEPENDENCIES_NOT_INSTALLED', retryable: false });
    expect(error.message.split('\n')[0]).toBe("Python's dependencies could not be installed: no-such_package==3");
    expect(error.message).toMatch(
      packageManager === 'UV' ? /uv: [^]*was not found/u : /pip: [^]*No matching distribution/u,
    );
    expect(await kept()).toEqual(before);
  });

  it('names what excludes each other', async () => {
    const error = await taskErrorOf(
      runTask(script, { packageManager, dependencies: ['toytwo', 'toyone>=2'], env: offline, script: 'pass' }),
    );
    expect(error.message.split('\n')[0]).toMatch(packageManager === 'UV' ? /: toyone>=2, toytwo$/u : /: toyone>=2$/u);
  });
});

it('makes a set once where many ask for it at the same time', async () => {
  const env = { ...offline, UV_RESOLUTION: 'lowest' };
  const runs = await Promise.all(
    Array.from({ length: 4 }, () => runTask(script, { dependencies: ['toyone'], env, script: printAnswer })),
  );
  expect(runs.map(({ logs }) => texts(logs).at(-1))).toEqual(['1.0', '1.0', '1.0', '1.0']);
  expect(runs.filter(({ logs }) => texts(logs).some((text) => text.startsWith('Installed')))).toHaveLength(1);
  expect((await kept()).filter((name) => name.includes('draft'))).toEqual([]);
});

it('installs anew what lies on the disk, and what is not to be kept', async () => {
  await using scene = await createScene();
  const before = await kept();
  const wheel = join(folder, 'wheels', 'toyone-2.0-py3-none-any.whl');
  for (const properties of [
    { dependencies: [wheel] },
    { dependencies: ['toyone>=2'], dependencyCacheEnabled: false },
  ]) {
    const { logs } = await runTask(script, { ...properties, env: offline, script: printAnswer }, { scene });
    expect(texts(logs).at(-1)).toBe('2.0');
  }
  expect(await kept()).toEqual(before);
  expect(await readdir(scene.workingDirectory)).toEqual([]);
});

it('leaves nothing behind where it is stopped', async () => {
  const controller = new AbortController();
  const slow = join(folder, 'slow');
  await writeToyWheel(slow, 'toyslow', '1.0');
  // An index that never answers.
  const { createServer } = await import('node:net');
  const server = createServer(() => controller.abort(new Error('enough'))).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  try {
    const run = runTask(
      script,
      {
        dependencies: ['toyslow'],
        env: { UV_DEFAULT_INDEX: `http://127.0.0.1:${port}/simple` },
        script: 'pass',
      },
      { signal: controller.signal },
    );
    await expect(run).rejects.toThrow('enough');
    expect((await kept()).filter((name) => name.includes('draft'))).toEqual([]);
  } finally {
    server.close();
  }
});

describe('without uv on the machine', () => {
  it('installs the pinned one by pip, which checks its hash', async () => {
    const cache = join(folder, 'fresh');
    vi.stubEnv('GITPHONY_CACHE_DIR', cache);
    vi.stubEnv('PATH', plainPath);
    try {
      const env = { ...offline, PIP_FIND_LINKS: wheelFolder() };
      const { logs } = await runTask(script, { dependencies: ['toyone'], env, script: printAnswer });
      expect(texts(logs)[1]).toMatch(/^Installing uv \d/u);
      expect(texts(logs).at(-1)).toBe('2.0');
      expect(existsSync(join(cache, 'uv'))).toBe(true);
    } finally {
      vi.stubEnv('GITPHONY_CACHE_DIR', join(folder, 'cache'));
      vi.stubEnv('PATH', [dirname(toolPath('uv')), plainPath].join(delimiter));
    }
  });

  it('refuses a file that is not the pinned one, and says what to do', async () => {
    const fakes = join(folder, 'fakes');
    const { uvVersion } = await import('../../src/plugins/scripts/python/uv-release.ts');
    await writeToyWheel(fakes, 'uv', uvVersion);
    const cache = join(folder, 'refused');
    vi.stubEnv('GITPHONY_CACHE_DIR', cache);
    vi.stubEnv('PATH', plainPath);
    try {
      const env = { ...offline, PIP_FIND_LINKS: fakes };
      const error = await taskErrorOf(runTask(script, { dependencies: ['toyone'], env, script: 'pass' }));
      expect(error).toMatchObject({ code: 'UV_NOT_INSTALLED', hint: expect.stringContaining('packageManager: PIP') });
      expect(error.message).toMatch(/hash/iu);
      expect(await readdir(join(cache, 'uv'))).toEqual([]);
    } finally {
      vi.stubEnv('GITPHONY_CACHE_DIR', join(folder, 'cache'));
      vi.stubEnv('PATH', [dirname(toolPath('uv')), plainPath].join(delimiter));
    }
  });
});

it('says that a Python is missing which uv cannot get either', async () => {
  const error = await taskErrorOf(runTask(script, { pythonVersion: '3.99', env: { UV_OFFLINE: '1' }, script: 'pass' }));
  expect(error).toMatchObject({
    code: 'PYTHON_NOT_FOUND',
    message: expect.stringMatching(/^python3\.99: not found, and uv/u),
  });
});

it('finds no changed package in a folder of another run', async () => {
  const env = { ...offline, UV_EXCLUDE_NEWER: '2200-01-01' };
  const spoil = `import toyone, pathlib\npathlib.Path(toyone.__file__).write_text("ANSWER = 'spoilt'")`;
  await runTask(script, { dependencies: ['toyone==2'], dependencyCacheEnabled: false, env, script: spoil });
  const { logs } = await runTask(script, { dependencies: ['toyone==2'], env, script: printAnswer });
  expect(texts(logs).at(-1)).toBe('2.0');
});
