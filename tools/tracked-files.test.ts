import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../tests/support/tool-paths.ts';

/** What stands at the top. A new entry is a decision: name it here, with ARCHITECTURE.md where it is a folder. */
const topLevel = [
  '.ci',
  '.dependency-cruiser.cjs',
  '.github',
  '.gitignore',
  '.oxlintrc.json',
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'LICENSE',
  'README.md',
  'SECURITY.md',
  'action',
  'bench',
  'bin',
  'biome.json',
  'cli',
  'docs',
  'flow-tests',
  'flows',
  'generator',
  'gitphony.yaml',
  'namespace-files',
  'package-lock.json',
  'package.json',
  'src',
  'tests',
  'tools',
  'tsconfig.json',
  'vitest.config.ts',
  'ui',
];

/** Bytes that a file which somebody wrote stays below. */
const LARGEST = 200_000;
/** Where larger files and files that are no text are wanted. */
const exempt = /^(?:action\/dist\/|docs\/images\/|package-lock\.json$)/;

describe('what git holds', () => {
  test('nothing stands at the top that nobody put there on purpose', async () => {
    const tops = new Set((await trackedFiles()).map((path) => path.split('/')[0] ?? ''));
    expect([...tops].filter((name) => !topLevel.includes(name))).toEqual([]);
  });

  test('no file is too large, or no text, outside the places for such files', async () => {
    const stray: string[] = [];
    for (const path of await trackedFiles()) {
      if (exempt.test(path)) continue;
      const file = join(projectRoot, path);
      const { size } = await stat(file);
      if (size > LARGEST) stray.push(`${path}: ${size} bytes`);
      else if ((await readFile(file)).includes(0)) stray.push(`${path}: not a text`);
    }
    expect(stray).toEqual([]);
  });
});

/** Tracked files that are there: one that was deleted and not yet committed is none. */
async function trackedFiles(): Promise<readonly string[]> {
  const { stdout } = await execa('git', ['ls-files', '-z'], { cwd: projectRoot });
  const { stdout: gone } = await execa('git', ['ls-files', '-z', '--deleted'], { cwd: projectRoot });
  const deleted = new Set(gone.split('\0'));
  const paths = stdout.split('\0').filter((path) => path !== '' && !deleted.has(path));
  expect(paths.length).toBeGreaterThan(1000);
  return paths;
}
