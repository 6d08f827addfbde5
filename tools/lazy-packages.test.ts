import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Metafile } from 'esbuild';
import { expect, test } from 'vitest';
import { buildDoor } from './build.ts';

/** What a hello flow has no use for: each loads when a task, a command or an upload needs it. */
const lazy = [
  'pg',
  'pg-copy-streams',
  'undici',
  '@actions/artifact',
  'jq-wasm',
  're2js',
  'execa',
  'ajv',
  'nunjucks',
  '@google-cloud/bigquery',
  '@google-cloud/storage',
  'google-auth-library',
];

test.each(['cli', 'action'] as const)('starting the %s loads no package that only some flows need', async (door) => {
  const folder = await mkdtemp(join(tmpdir(), 'gitphony-bundle-'));
  try {
    const packages = startingPackages(await buildDoor(door, join(folder, door)), 'main.js');
    expect(lazy.filter((name) => packages.has(name))).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** Packages in the entry and in every chunk that it imports statically. */
function startingPackages({ outputs }: Metafile, entry: string): ReadonlySet<string> {
  const start = Object.keys(outputs).find((path) => path.endsWith(`/${entry}`));
  const waiting = start === undefined ? [] : [start];
  const seen = new Set(waiting);
  const packages = new Set<string>();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const output = outputs[path];
    for (const input of Object.keys(output?.inputs ?? {})) {
      // The few lines that generated validators call are no schema compiler.
      if (input.includes('ajv/dist/runtime/')) continue;
      const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(relative('.', input))?.[1];
      if (name !== undefined) packages.add(name);
    }
    for (const { path: next, kind } of output?.imports ?? []) {
      if (kind !== 'import-statement' || seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  if (seen.size === 0) throw new Error(`the bundle has no ${entry}`);
  return packages;
}
