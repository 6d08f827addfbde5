import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import lock from './duckdb-lock.json' with { type: 'json' };

test('what the action installs on first use is what package-lock.json says', async () => {
  const root = JSON.parse(await readFile('package-lock.json', 'utf8')) as { packages: Record<string, unknown> };
  const { '': own, ...packages } = lock.packages;
  const wanted = Object.entries(root.packages).filter(([path]) => /^node_modules\/(@duckdb\/|detect-libc$)/.test(path));
  expect(packages).toEqual(Object.fromEntries(wanted));
  expect(own.dependencies).toEqual({ '@duckdb/node-api': lock.packages['node_modules/@duckdb/node-api'].version });
  expect(lock.packages['node_modules/@duckdb/node-bindings-linux-x64'].integrity).toMatch(/^sha512-/);
});
