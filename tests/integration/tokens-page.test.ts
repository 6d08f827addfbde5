import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { projectRoot } from '../support/tool-paths.ts';

/** docs/tokens.md against the sources: what a command asks for stands there, and nothing else. */
const named =
  /'((?:Actions|Administration|Contents|Environments|Issues|Pull requests|Secrets|Variables|Workflows): (?:read|write))'/g;

test('every permission that the sources ask a token for is in the page', async () => {
  const page = await readFile(join(projectRoot, 'docs', 'tokens.md'), 'utf8');
  const files = globSync(['cli/**/*.ts', 'action/**/*.ts'], {
    cwd: projectRoot,
    ignore: ['**/*.test.ts', 'action/dist/**'],
  });
  const asked = new Set<string>();
  for (const file of files) {
    const text = await readFile(join(projectRoot, file), 'utf8');
    for (const [, permission = ''] of text.matchAll(named)) asked.add(permission);
  }
  expect(asked.size).toBeGreaterThan(5);
  for (const permission of asked) expect(page, permission).toContain(`*${permission}*`);
  const told = [...page.matchAll(/\*([A-Z][a-z ]+: (?:read|write))\*/g)].map(([, permission = '']) => permission);
  // What a token always has, and what the callers of webhooks need, is asked for nowhere.
  for (const permission of told) expect([...asked, 'Metadata: read']).toContain(permission);
});
