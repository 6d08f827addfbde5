import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gaps } from '../../tools/emulators/gaps.ts';
import { type GoogleEmulators, startGoogleEmulators } from '../../tools/emulators/google.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** Holds the list of gaps: one that a newer emulator closes fails here, and comes off the list. */
let google: GoogleEmulators;
beforeAll(async () => {
  google = await startGoogleEmulators();
});
afterAll(() => google.stop());

interface Job {
  readonly status?: { readonly state: string };
  readonly statistics?: {
    readonly totalBytesProcessed?: string;
    readonly query?: { readonly totalBytesProcessed?: string };
  };
  readonly error?: { readonly message: string };
}

async function insert(query: string, more: object = {}): Promise<Job> {
  const answer = await fetch(`${google.bigquery}/bigquery/v2/projects/p/jobs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ configuration: { query: { query, useLegacySql: false }, ...more } }),
  });
  return (await answer.json()) as Job;
}

/** What is left of the sources when they are joined over an object that should not be there. */
async function compose(): Promise<{ readonly ok: boolean; readonly names: readonly string[] }> {
  const post = (path: string, body: object | string): Promise<Response> =>
    fetch(`${google.gcs}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  await post('/storage/v1/b?project=p', { name: 'lake' });
  for (const name of ['part', 'whole']) await post(`/upload/storage/v1/b/lake/o?uploadType=media&name=${name}`, 'x');
  const { ok } = await post('/storage/v1/b/lake/o/whole/compose?ifGenerationMatch=0', {
    sourceObjects: [{ name: 'part', generation: 1 }],
    deleteSourceObjects: true,
  });
  const listed = await fetch(`${google.gcs}/storage/v1/b/lake/o`);
  return { ok, names: ((await listed.json()) as { items: { name: string }[] }).items.map(({ name }) => name) };
}

/** Whether an object goes although a precondition names another generation. */
async function deletesAnyway(): Promise<boolean> {
  await compose();
  const answer = await fetch(`${google.gcs}/storage/v1/b/lake/o/whole?ifGenerationMatch=1`, { method: 'DELETE' });
  return answer.ok;
}

/** How a session answers when it is asked what it has, before anything came. */
async function askSession(): Promise<number> {
  await compose();
  const begun = await fetch(`${google.gcs}/upload/storage/v1/b/lake/o?uploadType=resumable&name=x`, { method: 'POST' });
  const asked = await fetch(begun.headers.get('location') ?? '', {
    method: 'PUT',
    headers: { 'content-range': 'bytes */*' },
  });
  return asked.status;
}

const seen: Partial<Record<keyof typeof gaps, () => Promise<boolean>>> = {
  bytes: async () => Number((await insert('SELECT 1')).statistics?.query?.totalBytesProcessed ?? 0) === 0,
  dryRunBytes: async () =>
    Number((await insert('SELECT 1', { dryRun: true })).statistics?.totalBytesProcessed ?? 0) === 0,
  jobsThatLast: async () => (await insert('SELECT 1')).status?.state === 'DONE',
  deletions: deletesAnyway,
  positions: async () => !/\[\d+:\d+\]/.test(JSON.stringify(await insert('SELECT nope FROM nowhere.t'))),
  compose: async () => {
    const { ok, names } = await compose();
    return ok && names.includes('part');
  },
  sessions: async () => (await askSession()) !== 308,
  rights: async () => (await fetch(`${google.gcs}/storage/v1/b?project=somebody-elses`)).ok,
};

test.each(Object.keys(seen) as (keyof typeof gaps)[])('%s is still a gap', async (name) => {
  expect(await seen[name]?.()).toBe(true);
});

test('every gap names the tests that cover it', () => {
  const missing = Object.values(gaps)
    .flatMap(({ covered }) => covered)
    .filter((file) => !existsSync(join(projectRoot, file)));
  expect(missing).toEqual([]);
});
