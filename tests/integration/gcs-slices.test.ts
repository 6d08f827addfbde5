import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { TaskError } from '../../src/contract/errors.ts';
import { createBucket } from '../../src/plugins/gcp/gcs/create-bucket.ts';
import { deleteList } from '../../src/plugins/gcp/gcs/delete-list.ts';
import { download } from '../../src/plugins/gcp/gcs/download.ts';
import { upload } from '../../src/plugins/gcp/gcs/upload.ts';
import { type GoogleEmulators, startGcsEmulator } from '../../tools/emulators/google.ts';
import { type Fault, type FaultingProxy, startFaultingProxy } from '../support/google-faults.ts';
import { startHttpServer } from '../support/http-server.ts';
import { createScene, runTask, type TaskScene, taskErrorOf } from '../support/run-task.ts';

/** Downloads of large objects in slices, by Google's own client against an emulator. */
let google: Pick<GoogleEmulators, 'gcs' | 'stop'>;
let scene: TaskScene;
const bucket = 'lake';
const from = `gs://${bucket}/large.bin`;
const MIB = 1024 * 1024;
/** Three slices: two of 32 MiB and a short one. */
const content = randomBytes(70 * MIB + 3);

beforeAll(async () => {
  google = await startGcsEmulator();
  process.env['GITPHONY_GCS_ENDPOINT'] = google.gcs;
  await runTask(createBucket, { name: bucket });
  scene = await createScene();
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
  delete process.env['GITPHONY_GCS_ENDPOINT'];
  await google.stop();
});
afterEach(async () => {
  process.env['GITPHONY_GCS_ENDPOINT'] = google.gcs;
  await runTask(deleteList, { from: `gs://${bucket}/`, listingType: 'RECURSIVE' });
});

/** Without our own upload: it is not what is tested here. */
async function put(body: Uint8Array): Promise<void> {
  const address = `${google.gcs}/upload/storage/v1/b/${bucket}/o?uploadType=media&name=large.bin`;
  await fetch(address, { method: 'POST', body });
}

async function lineTo(
  fault: (call: string, range: string | undefined) => Fault | undefined | Promise<undefined>,
): Promise<FaultingProxy & AsyncDisposable & { readonly ranges: (string | undefined)[] }> {
  const ranges: (string | undefined)[] = [];
  const proxy = await startFaultingProxy(google.gcs, (call, { headers }) => {
    if (!call.includes('alt=media')) return undefined;
    ranges.push(headers.range);
    return fault(call, headers.range);
  });
  process.env['GITPHONY_GCS_ENDPOINT'] = proxy.url;
  return { ...proxy, ranges, [Symbol.asyncDispose]: () => proxy.close() };
}

async function isIntact(uri: string | undefined, expected: Uint8Array): Promise<boolean> {
  return (await readFile(await scene.storage.localPath(uri ?? ''))).equals(expected);
}

test('a large object comes in slices at the same time, and is whole', async () => {
  await put(content);
  let under = 0;
  let most = 0;
  await using line = await lineTo(async () => {
    most = Math.max(most, ++under);
    // The first two wait for the third, however slow this machine is.
    await vi.waitUntil(() => most >= 3, { timeout: 10_000 });
    under--;
    return undefined;
  });
  await using own = await createScene();
  const got = await runTask(download, { from, validateChecksum: true }, { scene: own });
  expect((await readFile(await own.storage.localPath(got.outputs?.uri ?? ''))).equals(content)).toBe(true);
  expect(new Set(line.ranges)).toEqual(
    new Set([
      `bytes=0-${32 * MIB - 1}`,
      `bytes=${32 * MIB}-${64 * MIB - 1}`,
      `bytes=${64 * MIB}-${content.length - 1}`,
    ]),
  );
  expect(line.ranges).toHaveLength(3);
  expect(most).toBe(3);
  const done = got.progress.map((each) => each.done);
  expect(done).toEqual(done.toSorted((a, b) => a - b));
  expect(done.at(-1)).toBe(content.length);
});

test('a slice that is cut goes on with its next byte, and a 503 passes by', { timeout: 60_000 }, async () => {
  await put(content);
  const faults: Fault[] = ['half', { status: 503, reason: 'backendError' }];
  await using line = await lineTo(() => faults.shift());
  const got = await runTask(download, { from, validateChecksum: true }, { scene });
  expect(await isIntact(got.outputs?.uri, content)).toBe(true);
  const starts = line.ranges.map((range) => Number(/=(\d+)/.exec(range ?? '')?.[1]));
  // Somewhere in the middle, not at the beginning of a slice.
  expect(starts.some((start) => start % (32 * MIB) !== 0)).toBe(true);
});

test('a line that gives nothing is given up, and nothing stays on the disk', { timeout: 60_000 }, async () => {
  await put(content);
  await using _line = await lineTo(() => 'lost');
  const failed = await taskErrorOf(runTask(download, { from }, { scene }));
  expect(failed).toMatchObject({ code: 'GCP_UNREACHABLE', retryable: true });
  expect(await readdir(scene.workingDirectory)).toEqual([]);
});

test('a small object comes in one stream, goes on where it is cut, and may be empty', async () => {
  const small = content.subarray(0, 3 * MIB);
  await put(small);
  const faults: Fault[] = ['half'];
  await using line = await lineTo(() => faults.shift());
  const got = await runTask(download, { from, validateChecksum: true }, { scene });
  expect(await isIntact(got.outputs?.uri, small)).toBe(true);
  expect(line.ranges).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-3145727$/)]);
  await put(new Uint8Array());
  const empty = await runTask(download, { from, validateChecksum: true }, { scene });
  expect(await isIntact(empty.outputs?.uri, new Uint8Array())).toBe(true);
});

test('an object that is overwritten meanwhile comes whole, as it is now, not as a mix', async () => {
  await put(content);
  const newer = randomBytes(66 * MIB);
  let isOver = false;
  await using line = await lineTo(async (_, range) => {
    if (isOver || range?.startsWith('bytes=0-') !== false) return undefined;
    isOver = true;
    await put(newer);
    return undefined;
  });
  const got = await runTask(download, { from, validateChecksum: true }, { scene });
  expect(isOver).toBe(true);
  expect(line.calls.length).toBeGreaterThan(5);
  expect(await isIntact(got.outputs?.uri, newer)).toBe(true);
  expect(scene.record.logs).toContainEqual({
    level: 'WARN',
    message: `${from} was changed while it was read; it is read anew`,
  });
});

test('an object that is deleted meanwhile is missing', async () => {
  await put(content);
  let isOver = false;
  await using _line = await lineTo(async () => {
    if (!isOver) await fetch(`${google.gcs}/storage/v1/b/${bucket}/o/large.bin`, { method: 'DELETE' });
    isOver = true;
    return undefined;
  });
  expect(await taskErrorOf(runTask(download, { from }, { scene }))).toMatchObject({ code: 'GCP_NOT_FOUND' });
});

test('a kill stops all slices', async () => {
  await put(content);
  const kill = new AbortController();
  const reason = new TaskError('KILLED', 'killed');
  await using line = await lineTo(async () => {
    if (line.ranges.length === 3) kill.abort(reason);
    await sleep(50);
    return undefined;
  });
  await expect(runTask(download, { from }, { scene, signal: kill.signal })).rejects.toBe(reason);
  const quiet = line.calls.length;
  await sleep(1_500);
  expect(line.calls).toHaveLength(quiet);
  expect(await readdir(scene.workingDirectory)).toEqual([]);
});

test('what is kept compressed comes as it is kept, in one stream', async () => {
  const packed = gzipSync(content, { level: 0 });
  expect(packed.length).toBeGreaterThan(64 * MIB);
  const source = await scene.storage.put('packed', packed);
  await runTask(upload, { from: source, to: from, contentEncoding: 'gzip' }, { scene });
  await using line = await lineTo(() => undefined);
  process.env['GITPHONY_GCS_ENDPOINT'] = google.gcs;
  const got = await runTask(download, { from, validateChecksum: true }, { scene });
  expect(await isIntact(got.outputs?.uri, packed)).toBe(true);
  expect(line.ranges).toEqual([]);
});

test('content that does not fit its checksum is told', async () => {
  await put(content);
  const server = await startHttpServer(async ({ url, headers }) => {
    const { range } = headers;
    const answer = await fetch(
      `${google.gcs}${url.pathname}${url.search}`,
      range === undefined ? {} : { headers: { range } },
    );
    const body = new Uint8Array(await answer.arrayBuffer());
    if (range?.startsWith(`bytes=${32 * MIB}-`) === true) body.fill(0, 7, 8);
    return { status: answer.status, headers: { 'content-type': answer.headers.get('content-type') ?? '' }, body };
  });
  process.env['GITPHONY_GCS_ENDPOINT'] = server.url;
  try {
    const broken = await taskErrorOf(runTask(download, { from, validateChecksum: true }, { scene }));
    expect(broken).toMatchObject({ code: 'CHECKSUM_MISMATCH', retryable: true });
  } finally {
    await server.close();
  }
});
