import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { pins } from '../../generator/action-pins.ts';
import { projectRoot } from '../support/tool-paths.ts';

const files = globSync('.github/workflows/*.{yml,yaml}', { cwd: projectRoot, dot: true });
const known = Object.values(pins).map(({ action, version }) => `${action} # ${version}`);

test.each(files)('%s uses actions only at the pinned commits, with the version behind', async (file) => {
  const text = await readFile(join(projectRoot, file), 'utf8');
  const used = [...text.matchAll(/uses: (?!\.\/)(.+)$/gm)].map((match) => match[1]);
  expect(used.filter((action) => !known.includes(action ?? ''))).toEqual([]);
});
