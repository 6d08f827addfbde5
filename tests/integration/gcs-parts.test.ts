import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { TaskError } from '../../src/contract/errors.ts';
import { createBucket } from '../../src/plugins/gcp/gcs/create-bucket.ts';
import { deleteList } from '../../src/plugins/gcp/gcs/delete-list.ts';
import { partsFolder } from '../../src/plugins/gcp/gcs/part-plan.ts';
import { trigger } from '../../src/plugins/gcp/gcs/trigger.ts';
import { upload } from '../../src/plugins/gcp/gcs/upload.ts';
import { type GoogleEmulators, startGcsEmulator } from '../../tools/emulators/google.ts';
import { runGitphony, startGitphony } from '../support/cli.ts';
import { type GoogleWays, startGoogleWays } from '../support/gcs-compose.ts';
import { type Fault, startFaultingProxy } from '../support/google-faults.ts';
import { createRunContext, createScene, runTask, type TaskScene, taskErrorOf } from '../support/run-task.ts';
import { tempProject } from '../support/temp-project.ts';

/** Uploads in parts by Google's own client, against an emulator with Google's compose before it. */
let google: Pick<GoogleEmulators, 'gcs' | 'stop'>;
let from: string;
let files: TaskScene;
const bucket = 'lake';
const MIB = 1024 * 1024;
/** Three parts: two of 32 MiB and a short one. */
const content = randomBytes(70 * MIB + 5);

interface Held {
  readonly name: string;
  readonly size: string;
  readonly crc32c: string;
  readonly generation: string;
  readonly contentType?: string;
  readonly cacheControl?: string;
  readonly contentDisposition?: string;
  readonly metadata?: object;
}

beforeAll(async () => {
  google = await startGcsEmulator();
  process.env['GITPHONY_GCS_ENDPOINT'] = google.gcs;
  await runTask(createBucket, { name: bucket });
  files = await createScene();
  from = await files.storage.put('large.csv', content);
});
afterAll(async () => {
  delete process.env['GITPHONY_GCS_ENDPOINT'];
  await files[Symbol.asyncDispose]();
  await google.stop();
});
afterEach(async () => {
  process.env['GITPHONY_GCS_ENDPOINT'] = google.gcs;
  await runTask(deleteList, { from: `gs://${bucket}/`, listingType: 'RECURSIVE' });
});

/** All objects, as the emulator has them. */
async function objects(): Promise<Held[]> {
  const answer = await fetch(`${google.gcs}/storage/v1/b/${bucket}/o`);
  return ((await answer.json()) as { items?: Held[] }).items ?? [];
}

async function names(): Promise<string[]> {
  return (await objects()).map(({ name }) => name);
}

async function isIntact(name: string): Promise<boolean> {
  const answer = await fetch(`${google.gcs}/storage/v1/b/${bucket}/o/${encodeURIComponent(name)}?alt=media`);
  return Buffer.from(await answer.arrayBuffer()).equals(content);
}

async function put(name: string, text: string): Promise<void> {
  const address = `${google.gcs}/upload/storage/v1/b/${bucket}/o?uploadType=media&name=${encodeURIComponent(name)}`;
  await fetch(address, { method: 'POST', body: text });
}

interface Line extends AsyncDisposable {
  readonly calls: string[];
  /** Sessions that were begun, by the names of their objects. */
  readonly begun: () => string[];
}

/** The emulator behind Google's compose and a line that may be bad. */
async function lineTo(
  fault: (call: string) => Fault | undefined | Promise<Fault | undefined> = () => undefined,
  ways: GoogleWays = {},
): Promise<Line> {
  const server = await startGoogleWays(google.gcs, ways);
  const proxy = await startFaultingProxy(server.url, fault);
  process.env['GITPHONY_GCS_ENDPOINT'] = proxy.url;
  return {
    calls: proxy.calls,
    begun: () =>
      proxy.calls.flatMap((call) =>
        call.startsWith('POST /upload/') ? [new URL(call.slice(5), 'http://x').searchParams.get('name') ?? ''] : [],
      ),
    [Symbol.asyncDispose]: async () => {
      await proxy.close();
      await server.close();
    },
  };
}

const to = `gs://${bucket}/out/large.csv`;
const isCompose = (call: string): boolean => call.includes('/compose');

test('a file goes up in parts, is joined with all that was asked for, and no part stays', async () => {
  await using line = await lineTo();
  await using scene = await createScene();
  const uri = await scene.storage.put('large.csv', content);
  const sent = await runTask(
    upload,
    {
      from: uri,
      to,
      parallelParts: 3,
      cacheControl: 'no-store',
      contentDisposition: 'attachment',
      ifGenerationMatch: 0,
    },
    { scene },
  );
  expect(sent.state).toBeUndefined();
  const held = await objects();
  expect(held).toHaveLength(1);
  expect(held[0]).toMatchObject({
    name: 'out/large.csv',
    size: String(content.length),
    contentType: 'text/csv',
    cacheControl: 'no-store',
    contentDisposition: 'attachment',
    crc32c: sent.outputs?.crc32c,
    generation: sent.outputs?.generation,
  });
  expect(held[0]?.metadata).toBeUndefined();
  expect(await isIntact('out/large.csv')).toBe(true);
  expect(line.begun()).toHaveLength(3);
  expect(line.begun().every((name) => /^gitphony-parts\/run1\/[\da-f]{16}\/0[012][.]csv$/.test(name))).toBe(true);
  const done = sent.progress.map((each) => each.done);
  expect(done).toEqual(done.toSorted((a, b) => a - b));
  expect(done.at(-1)).toBe(content.length);
  expect(done.length).toBeGreaterThan(10);
});

test('parts go at the same time, and a small file goes as one stream whatever is asked', async () => {
  let under = 0;
  let most = 0;
  await using line = await lineTo(async (call) => {
    if (!call.startsWith('PUT ')) return undefined;
    most = Math.max(most, ++under);
    // The first waits for the second, however slow this machine is.
    await vi.waitUntil(() => most >= 2, { timeout: 10_000 });
    under--;
    return undefined;
  });
  await runTask(upload, { from, to, parallelParts: 2 }, { scene: files });
  expect(most).toBe(2);
  const small = await files.storage.put('small.bin', content.subarray(0, 20 * MIB));
  const sent = await runTask(
    upload,
    { from: small, to: `gs://${bucket}/small.bin`, parallelParts: 8 },
    { scene: files },
  );
  expect(sent.outputs?.uri).toBe(`gs://${bucket}/small.bin`);
  expect(line.begun().at(-1)).toBe('small.bin');
  expect(line.calls.filter(isCompose)).toHaveLength(1);
});

test('the storage class is the bucket’s: parts of another could not be joined', async () => {
  await using line = await lineTo(undefined, { storageClass: 'ARCHIVE' });
  const sent = await runTask(upload, { from, to, parallelParts: 3 }, { scene: files });
  expect(sent.outputs?.uri).toBe(to);
  expect(line.calls.filter(isCompose)).toHaveLength(1);
  // Deleted while they were joined, which is free; a part that ends before its time is not.
  expect(line.calls.filter((call) => call.startsWith('DELETE /storage'))).toEqual([]);
});

test('a part that is cut half-way, a 503 and a 429 pass by: only what is missing is sent again', {
  timeout: 60_000,
}, async () => {
  const faults: Fault[] = [
    'cut',
    { status: 503, reason: 'backendError' },
    { status: 429, reason: 'rateLimitExceeded' },
  ];
  await using line = await lineTo((call) => (call.startsWith('PUT ') ? faults.shift() : undefined));
  await runTask(upload, { from, to, parallelParts: 3 }, { scene: files });
  expect(faults).toEqual([]);
  expect(line.begun()).toHaveLength(3);
  expect(await names()).toEqual(['out/large.csv']);
  expect(await isIntact('out/large.csv')).toBe(true);
});

test('joining passes 503s by; an answer that is lost is not taken for somebody else’s work', async () => {
  const faults: Fault[] = [{ status: 503, reason: 'backendError' }, 'lost'];
  await using line = await lineTo((call) => (isCompose(call) ? faults.shift() : undefined));
  const sent = await runTask(upload, { from, to, parallelParts: 3, ifGenerationMatch: 0 }, { scene: files });
  expect(line.calls.filter(isCompose)).toHaveLength(3);
  expect(sent.outputs?.generation).toBe((await objects())[0]?.generation);
  expect(await names()).toEqual(['out/large.csv']);
});

test('a precondition that does not hold is told before anything is sent', async () => {
  await put('out/large.csv', 'first');
  await using line = await lineTo();
  const again = runTask(upload, { from, to, parallelParts: 3, ifGenerationMatch: 0 }, { scene: files });
  expect(await taskErrorOf(again)).toMatchObject({
    code: 'GCP_PRECONDITION_FAILED',
    retryable: false,
    hint: 'Expected that there is no such object yet: somebody else wrote it first.',
  });
  expect(line.begun()).toEqual([]);
});

test('whoever writes while the parts go up is not overwritten, and no part stays', async () => {
  await using _line = await lineTo(undefined, { beforeCompose: () => put('out/large.csv', 'theirs') });
  const raced = runTask(upload, { from, to, parallelParts: 3, ifGenerationMatch: 0 }, { scene: files });
  expect(await taskErrorOf(raced)).toMatchObject({
    code: 'GCP_PRECONDITION_FAILED',
    retryable: false,
    hint: 'Expected that there is no such object yet: somebody else wrote it first.',
  });
  expect(await objects()).toMatchObject([{ name: 'out/large.csv', size: '6' }]);
});

test('a part that fails for good stops the others, and clears away', async () => {
  let puts = 0;
  await using line = await lineTo((call) =>
    call.startsWith('PUT ') && ++puts === 2 ? { status: 403, reason: 'forbidden' } : undefined,
  );
  const refused = await taskErrorOf(runTask(upload, { from, to, parallelParts: 2 }, { scene: files }));
  expect(refused).toMatchObject({ code: 'GCP_DENIED', hint: expect.stringContaining('roles/storage.objectUser') });
  expect(await names()).toEqual([]);
  expect(line.calls.some(isCompose)).toBe(false);
  const quiet = line.calls.length;
  await sleep(2_500);
  expect(line.calls).toHaveLength(quiet);
});

test('who may not list is told so before anything is sent', async () => {
  await using line = await lineTo((call) =>
    call.includes('/o?prefix=') ? { status: 403, reason: 'forbidden' } : undefined,
  );
  await using scene = await createScene();
  const source = await scene.storage.put('large.csv', content);
  const refused = await taskErrorOf(runTask(upload, { from: source, to, parallelParts: 2 }, { scene }));
  expect(refused).toMatchObject({ code: 'GCP_DENIED', hint: expect.stringContaining('roles/storage.objectUser') });
  expect(line.begun()).toEqual([]);
  expect(scene.record.logs).toEqual([]);
});

test('a kill ends all parts and leaves none', async () => {
  const kill = new AbortController();
  const reason = new TaskError('KILLED', 'killed');
  let puts = 0;
  await using line = await lineTo((call) => {
    if (call.startsWith('PUT ') && ++puts === 4) kill.abort(reason);
    return undefined;
  });
  const killed = runTask(upload, { from, to, parallelParts: 2 }, { scene: files, signal: kill.signal });
  await expect(killed).rejects.toBe(reason);
  expect(await names()).toEqual([]);
  const quiet = line.calls.length;
  await sleep(2_500);
  expect(line.calls).toHaveLength(quiet);
  expect(await names()).toEqual([]);
});

test('a run that is stopped to be resumed keeps its whole parts; the next one sends the rest only', async () => {
  const stop = new AbortController();
  const reason = new TaskError('STOPPED', 'the job’s time is over');
  await using first = await lineTo((call) => {
    if (first.begun().length === 3 && call.startsWith('PUT ')) stop.abort(reason);
    return undefined;
  });
  await expect(runTask(upload, { from, to, parallelParts: 1 + 1 }, { scene: files, signal: stop.signal })).rejects.toBe(
    reason,
  );
  const kept = await names();
  expect(kept.length).toBeGreaterThan(0);
  await using second = await lineTo();
  await runTask(upload, { from, to, parallelParts: 4 }, { scene: files });
  expect(second.begun()).toHaveLength(3 - kept.length);
  expect(await names()).toEqual(['out/large.csv']);
  expect(await isIntact('out/large.csv')).toBe(true);
});

test('after a kill -9 a resume finds the parts that are whole, and sends the rest only', {
  timeout: 120_000,
}, async () => {
  const project = await tempProject({
    'gitphony.yaml': '',
    'flows/large.yaml': `id: large
namespace: x
tasks:
  - id: file
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner: {type: io.kestra.plugin.core.runner.Process}
    commands: ["seq 1 10000000 > large.csv"]
    outputFiles: [large.csv]
  - id: up
    type: io.kestra.plugin.gcp.gcs.Upload
    from: "{{ outputs.file.outputFiles['large.csv'] }}"
    to: ${to}
    parallelParts: 2
`,
  });
  await using first = await lineTo(() => {
    // The third part begins when one of the others is whole.
    if (first.begun().length === 3) started.signal('SIGKILL');
    return undefined;
  });
  const env = { GITPHONY_GCS_ENDPOINT: process.env['GITPHONY_GCS_ENDPOINT'] };
  const started = startGitphony(['run', 'flows/large.yaml'], { cwd: project.dir, env });
  expect((await started.ended).exitCode).toBe(137);
  const kept = await objects();
  expect(kept.length).toBeGreaterThan(0);
  await using second = await lineTo();
  const again = { GITPHONY_GCS_ENDPOINT: process.env['GITPHONY_GCS_ENDPOINT'] };
  const ended = await runGitphony(['executions', 'resume', 'last'], { cwd: project.dir, env: again });
  expect(ended.exitCode, ended.stderr).toBe(0);
  expect(ended.stderr).toContain(`${kept.length} of 3 parts were there already`);
  expect(second.begun()).toHaveLength(3 - kept.length);
  expect(second.begun()).not.toContain(kept[0]?.name);
  expect(await objects()).toMatchObject([{ name: 'out/large.csv', size: '78888897', contentType: 'text/csv' }]);
});

test('parts of another content are replaced, and those that are too many go', async () => {
  const folder = partsFolder('gitphony-parts', 'run1', { bucket, name: 'out/large.csv' });
  await put(`${folder}00.csv`, 'an older file’s part');
  await put(`${folder}17.csv`, 'of a longer file');
  await using line = await lineTo();
  await runTask(upload, { from, to, parallelParts: 3 }, { scene: files });
  expect(line.begun()).toHaveLength(3);
  expect(await names()).toEqual(['out/large.csv']);
  expect(await isIntact('out/large.csv')).toBe(true);
});

test('where parts may not be deleted the upload is whole, and a warning names each', async () => {
  await using line = await lineTo(undefined, { isKept: (name) => name.startsWith('staging/') });
  const sent = await runTask(upload, { from, to, parallelParts: 3, partsPrefix: 'staging' }, { scene: files });
  expect(sent.state).toBe('WARNING');
  const parts = (await names()).filter((name) => name.startsWith('staging/'));
  expect(parts).toHaveLength(3);
  const warning = sent.logs.find(({ level, message }) => level === 'WARN' && message.includes('would not delete'));
  for (const name of parts) expect(warning?.message).toContain(`gs://${bucket}/${name}`);
  expect(await isIntact('out/large.csv')).toBe(true);
  expect(line.calls.filter(isCompose)).toHaveLength(2);
});

test('a checksum that the file has not stops the upload before a part is begun', async () => {
  await using line = await lineTo();
  const wrong = runTask(upload, { from, to, parallelParts: 3, expectedMd5: 'AAAA' }, { scene: files });
  expect(await taskErrorOf(wrong)).toMatchObject({ code: 'CHECKSUM_MISMATCH' });
  expect(line.begun()).toEqual([]);
});

test('a trigger that watches all of the bucket sees no parts', async () => {
  const seen: (readonly string[])[] = [];
  await using line = await lineTo(async (call) => {
    if (!isCompose(call)) return undefined;
    const context = createRunContext(files);
    const properties = { interval: 'PT1M', from: `gs://${bucket}/`, listingType: 'RECURSIVE', action: 'NONE' } as const;
    const polled = await trigger.poll?.(properties, context, {});
    seen.push(polled?.found === undefined ? [] : ['news'], await names());
    return undefined;
  });
  await runTask(upload, { from, to, parallelParts: 3 }, { scene: files });
  expect(line.calls.length).toBeGreaterThan(0);
  expect(seen[0]).toEqual([]);
  expect(seen[1]).toHaveLength(3);
});
