import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { tempProject } from '../tests/support/temp-project.ts';

const lock = {
  packages: {
    '': { name: 'x' },
    'node_modules/tool': {
      version: '1.2.3',
      dev: true,
      optionalDependencies: {
        '@tool/linux-x64': '1.2.3',
        '@tool/cli-darwin-arm64': '1.2.3',
        '@tool/win32-ia32-msvc': '1.2.3',
        helper: '1.0.0',
        '@tool/wasm': '^1',
      },
    },
    'node_modules/tool/node_modules/@tool/linux-x64': { version: '1.2.3', optional: true },
  },
};

test('adds exact siblings for other platforms, once', async () => {
  const project = await tempProject({ 'package-lock.json': JSON.stringify(lock) });
  await mkdir(project.path('tools'));
  const script = project.path('tools', 'complete-lock.mjs');
  await copyFile(join(import.meta.dirname, 'complete-lock.mjs'), script);
  const run = async (): Promise<string> => (await promisify(execFile)(process.execPath, [script])).stdout;

  expect(await run()).toContain('2 platform packages added');
  const text = await readFile(project.path('package-lock.json'), 'utf8');
  const { packages } = JSON.parse(text) as { packages: Record<string, unknown> };
  expect(packages['node_modules/@tool/cli-darwin-arm64']).toEqual({
    version: '1.2.3',
    os: ['darwin'],
    cpu: ['arm64'],
    dev: true,
    optional: true,
  });
  expect(Object.keys(packages)).not.toContain('node_modules/@tool/linux-x64');
  expect(Object.keys(packages)).not.toContain('node_modules/helper');
  expect(await run()).toContain('0 platform packages added');
});

test('the lock file of this repository is complete', async () => {
  const script = join(import.meta.dirname, 'complete-lock.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--check']);
  expect(stdout).toContain('0 platform packages missing');
});
