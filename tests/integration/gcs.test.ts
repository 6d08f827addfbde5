import { createHash, randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { compose } from '../../src/plugins/gcp/gcs/compose.ts';
import { copy } from '../../src/plugins/gcp/gcs/copy.ts';
import { createBucketIamPolicy } from '../../src/plugins/gcp/gcs/create-bucket-iam-policy.ts';
import { createBucket } from '../../src/plugins/gcp/gcs/create-bucket.ts';
import { deleteBucket } from '../../src/plugins/gcp/gcs/delete-bucket.ts';
import { deleteList } from '../../src/plugins/gcp/gcs/delete-list.ts';
import { deleteOne } from '../../src/plugins/gcp/gcs/delete.ts';
import { download } from '../../src/plugins/gcp/gcs/download.ts';
import { downloads } from '../../src/plugins/gcp/gcs/downloads.ts';
import { list } from '../../src/plugins/gcp/gcs/list.ts';
import { updateBucket } from '../../src/plugins/gcp/gcs/update-bucket.ts';
import { upload } from '../../src/plugins/gcp/gcs/upload.ts';
import { type GoogleEmulators, startGcsEmulator } from '../../tools/emulators/google.ts';
import { startHttpServer } from '../support/http-server.ts';
import { startFaultingProxy } from '../support/google-faults.ts';
import { createScene, runTask, type TaskScene, taskErrorOf } from '../support/run-task.ts';

/** Cloud Storage by Google's own client, against an emulator. */
let google: Pick<GoogleEmulators, 'gcs' | 'stop'>;
let scene: TaskScene;
const bucket = 'lake';

beforeAll(async () => {
  google = await startGcsEmulator();
  process.env['GITPHONY_GCS_ENDPOINT'] = google.gcs;
  scene = await createScene();
  await runTask(createBucket, { name: bucket });
});
afterAll(async () => {
  delete process.env['GITPHONY_GCS_ENDPOINT'];
  await scene[Symbol.asyncDispose]();
  await google.stop();
});
afterEach(async () => {
  process.env['GITPHONY_GCS_ENDPOINT'] = google.gcs;
  await runTask(deleteList, { from: `gs://${bucket}/`, listingType: 'RECURSIVE' });
});

async function put(name: string, content: string | Buffer): Promise<string> {
  const from = await scene.storage.put('source', content);
  const { outputs } = await runTask(upload, { from, to: `gs://${bucket}/${name}` }, { scene });
  return outputs?.uri ?? '';
}

async function stored(uri: string | undefined): Promise<string> {
  return text(await scene.storage.get(uri ?? ''));
}

test('a bucket is made once; another time as `ifExists` says', async () => {
  const name = 'once';
  const first = await runTask(createBucket, { name, location: 'EU', storageClass: 'STANDARD', ifExists: 'SKIP' });
  expect(first.outputs).toMatchObject({ created: true, updated: false, bucket: { name, uri: 'gs://once' } });
  expect((await runTask(createBucket, { name, ifExists: 'SKIP' })).outputs).toMatchObject({
    created: false,
    updated: false,
  });
  expect((await runTask(createBucket, { name, ifExists: 'UPDATE' })).outputs).toMatchObject({ updated: true });
  expect(await taskErrorOf(runTask(createBucket, { name }))).toMatchObject({ code: 'GCP_CONFLICT', retryable: false });
  expect((await runTask(updateBucket, { name, versioningEnabled: true })).outputs).toMatchObject({ updated: true });
  expect((await runTask(deleteBucket, { name })).outputs).toEqual({ bucket: name, bucketUri: 'gs://once' });
  expect(await taskErrorOf(runTask(deleteBucket, { name }))).toMatchObject({ code: 'GCP_NOT_FOUND' });
});

test('up and down again, with sums and metrics', async () => {
  const content = 'a,b\n1,2\n';
  const from = await scene.storage.put('x.csv', content);
  const sent = await runTask(upload, { from, to: `gs://${bucket}/in put/x.csv`, contentType: 'text/csv' }, { scene });
  const md5 = createHash('md5').update(content).digest('base64');
  expect(sent.outputs).toMatchObject({ uri: `gs://${bucket}/in%20put/x.csv`, md5 });
  expect(sent.metrics).toContainEqual({ name: 'file.size', type: 'counter', value: content.length });
  const address = sent.outputs?.uri ?? '';
  const got = await runTask(download, { from: address, validateChecksum: true }, { scene });
  expect(got.outputs).toMatchObject({ bucket, path: 'in put/x.csv' });
  const tags = { algorithm: 'CRC32C' };
  expect(got.metrics).toContainEqual({ name: 'checksum.validated', type: 'counter', value: 1, tags });
  expect(await stored(got.outputs?.uri)).toBe(content);
});

test('a checksum that the file has not stops the upload before it begins', async () => {
  const from = await scene.storage.put('x', 'abc');
  const wrong = runTask(upload, { from, to: `gs://${bucket}/x`, expectedMd5: 'AAAA' }, { scene });
  expect(await taskErrorOf(wrong)).toMatchObject({ code: 'CHECKSUM_MISMATCH' });
  expect((await runTask(list, { from: `gs://${bucket}/` })).outputs?.blobs).toEqual([]);
});

test('a precondition keeps an object that is there', async () => {
  await put('once.txt', 'first');
  const from = await scene.storage.put('x', 'second');
  const again = runTask(upload, { from, to: `gs://${bucket}/once.txt`, ifGenerationMatch: 0 }, { scene });
  expect(await taskErrorOf(again)).toMatchObject({ code: 'GCP_PRECONDITION_FAILED', retryable: false });
  const kept = await runTask(download, { from: `gs://${bucket}/once.txt` }, { scene });
  expect(await stored(kept.outputs?.uri)).toBe('first');
});

test('lists a folder or all below, by name, and warns of more', async () => {
  for (const name of ['a/1.csv', 'a/2.csv', 'a/b/3.csv', 'c.txt']) await put(name, name);
  const names = async (options: object): Promise<string[]> => {
    const { outputs } = await runTask(list, { from: `gs://${bucket}/a/`, ...options });
    return (outputs?.blobs ?? []).map(({ name }) => name).toSorted();
  };
  expect(await names({ filter: 'FILES' })).toEqual(['a/1.csv', 'a/2.csv']);
  expect(await names({})).toEqual(['a/1.csv', 'a/2.csv', 'a/b/']);
  expect(await names({ listingType: 'RECURSIVE', regExp: '.*/[13][.]csv' })).toEqual(['a/1.csv', 'a/b/3.csv']);
  const cut = await runTask(list, { from: `gs://${bucket}`, listingType: 'RECURSIVE', maxFiles: 2 });
  expect(cut.outputs?.blobs).toHaveLength(2);
  expect(cut.logs).toContainEqual({ level: 'WARN', message: expect.stringContaining('maxFiles') });
});

test('a listing has objects before folders, tells them apart, and its expression is Java’s over the whole address', async () => {
  for (const name of ['a/z-1.CSV', 'a/b/3.csv', 'a/empty/', 'a/']) {
    // A console makes names that end in a slash; Upload refuses them.
    const query = new URLSearchParams({ uploadType: 'media', name });
    await fetch(`${google.gcs}/upload/storage/v1/b/${bucket}/o?${query.toString()}`, { method: 'POST', body: name });
  }
  const at = { from: `gs://${bucket}/a/` };
  const { outputs } = await runTask(list, at);
  expect(outputs?.blobs.map(({ name, directory, size }) => [name, directory, size])).toEqual([
    ['a/', false, 2],
    ['a/z-1.CSV', false, 9],
    ['a/b/', true, 0],
    ['a/empty/', true, 0],
  ]);
  const names = async (options: object): Promise<string[] | undefined> =>
    (await runTask(list, { ...at, ...options })).outputs?.blobs.map(({ name }) => name);
  expect(await names({ filter: 'DIRECTORY' })).toEqual(['a/', 'a/b/', 'a/empty/']);
  expect(await names({ regExp: `gs://${bucket}/a/z\\-\\d[.](?i)csv` })).toEqual(['a/z-1.CSV']);
  expect(await names({ regExp: 'z.*' })).toEqual([]);
  // What a listing finds can be handed on, a folder that is none included.
  const gone = await Promise.all(
    (outputs?.blobs ?? []).map(async ({ uri }) => (await runTask(deleteOne, { uri })).outputs?.deleted),
  );
  expect(gone).toEqual([true, true, false, true]);
});

test('copies, moves, joins and deletes', async () => {
  await put('1.txt', 'one,');
  await put('2.txt', 'two');
  await runTask(copy, { from: `gs://${bucket}/1.txt`, to: `gs://${bucket}/moved.txt`, delete: true });
  const whole = await runTask(compose, {
    list: { from: `gs://${bucket}/`, regExp: '.*(2|moved)[.]txt' },
    to: `gs://${bucket}/all.txt`,
  });
  const got = await runTask(download, { from: whole.outputs?.uri ?? '' }, { scene });
  expect(await stored(got.outputs?.uri)).toBe('twoone,');
  const uri = `gs://${bucket}/1.txt`;
  expect((await runTask(deleteOne, { uri })).outputs).toEqual({ uri, deleted: false });
  expect(await taskErrorOf(runTask(deleteOne, { uri, errorOnMissing: true }))).toMatchObject({ code: 'GCP_NOT_FOUND' });
  const gone = await runTask(deleteList, { from: `gs://${bucket}/`, concurrent: 4 });
  expect(gone.outputs).toEqual({ count: 3, size: 4 + 3 + 7 });
});

test('takes in what has come and moves it away', async () => {
  await put('in/a.csv', 'A');
  await put('in/b.csv', 'B');
  const taken = await runTask(
    downloads,
    { from: `gs://${bucket}/in/`, action: 'MOVE', moveDirectory: `gs://${bucket}/done/` },
    { scene },
  );
  expect(await stored(taken.outputs?.outputFiles['in/b.csv'])).toBe('B');
  const left = await runTask(list, { from: `gs://${bucket}/`, listingType: 'RECURSIVE' });
  expect(left.outputs?.blobs.map(({ name }) => name)).toEqual(['done/a.csv', 'done/b.csv']);
});

test.each(['DELETE', 'MOVE'] as const)(
  'what is written anew between reading it and its %s is not lost',
  async (action) => {
    await put('in/a.csv', 'old');
    let asked = 0;
    // The emulator knows no precondition of deletions; Google answers 412 where another generation stands there.
    const proxy = await startFaultingProxy(google.gcs, async (call) => {
      const wanted = /^DELETE [^?]*[?].*ifGenerationMatch=(\d+)/.exec(call)?.[1];
      if (wanted === undefined) return undefined;
      asked++;
      process.env['GITPHONY_GCS_ENDPOINT'] = google.gcs;
      await put('in/a.csv', 'new');
      const answer = await fetch(`${google.gcs}/storage/v1/b/${bucket}/o/${encodeURIComponent('in/a.csv')}`);
      const { generation } = (await answer.json()) as { readonly generation: string };
      return generation === wanted ? undefined : { status: 412, reason: 'conditionNotMet' };
    });
    try {
      process.env['GITPHONY_GCS_ENDPOINT'] = proxy.url;
      const context = { from: `gs://${bucket}/in/`, action, moveDirectory: `gs://${bucket}/done/` };
      const taken = await runTask(downloads, context, { scene });
      expect(await stored(taken.outputs?.outputFiles['in/a.csv'])).toBe('old');
    } finally {
      await proxy.close();
    }
    expect(asked).toBe(1);
    process.env['GITPHONY_GCS_ENDPOINT'] = google.gcs;
    const left = await runTask(download, { from: `gs://${bucket}/in/a.csv` }, { scene });
    expect(await stored(left.outputs?.uri)).toBe('new');
  },
);

test('a bucket that is missing, and an address that is none, are told with what to do', async () => {
  const from = await scene.storage.put('x', 'x');
  const missing = await taskErrorOf(runTask(upload, { from, to: 'gs://nobody/x' }, { scene }));
  expect(missing).toMatchObject({ code: 'GCP_NOT_FOUND', hint: expect.stringContaining('CreateBucket') });
  expect(await taskErrorOf(runTask(upload, { from, to: 'nobody/x' }, { scene }))).toMatchObject({
    code: 'GCS_BAD_ADDRESS',
  });
});

test('an upload that is cut half-way goes on, and what arrives is whole', async () => {
  let cuts = 0;
  const proxy = await startFaultingProxy(google.gcs, (call) =>
    call.startsWith('PUT /upload/') && cuts++ === 0 ? 'cut' : undefined,
  );
  try {
    process.env['GITPHONY_GCS_ENDPOINT'] = proxy.url;
    const content = randomBytes(20 * 1024 * 1024);
    await put('large.bin', content);
    expect(cuts).toBeGreaterThan(1);
    process.env['GITPHONY_GCS_ENDPOINT'] = google.gcs;
    const got = await runTask(download, { from: `gs://${bucket}/large.bin`, validateChecksum: true }, { scene });
    const path = await scene.storage.localPath(got.outputs?.uri ?? '');
    const { checksums } = await import('../../src/plugins/gcp/gcs/checksums.ts');
    const { md5 } = await checksums(path, new AbortController().signal);
    expect(md5).toBe(createHash('md5').update(content).digest('base64'));
  } finally {
    await proxy.close();
  }
});

test('503s and 429s pass by; a 403 does not', async () => {
  await put('x.txt', 'x');
  const answers: (object | undefined)[] = [
    { status: 503, reason: 'backendError' },
    { status: 429, reason: 'rateLimitExceeded' },
  ];
  const proxy = await startFaultingProxy(
    google.gcs,
    () => answers.shift() as { status: number; reason: string } | undefined,
  );
  try {
    process.env['GITPHONY_GCS_ENDPOINT'] = proxy.url;
    const got = await runTask(download, { from: `gs://${bucket}/x.txt` }, { scene });
    expect(await stored(got.outputs?.uri)).toBe('x');
    expect(proxy.calls.length).toBeGreaterThan(3);
    answers.push({ status: 403, reason: 'forbidden' });
    const refused = await taskErrorOf(runTask(createBucket, { name: 'of-somebody-else', ifExists: 'SKIP' }));
    expect(refused).toMatchObject({
      code: 'GCP_DENIED',
      retryable: false,
      hint: expect.stringContaining('Somebody else'),
    });
  } finally {
    await proxy.close();
  }
});

test('a role is given once; the etag of the policy goes along, and other bindings stay', async () => {
  let policy: Record<string, unknown> = {
    version: 3,
    etag: 'one',
    bindings: [
      { role: 'roles/storage.admin', members: ['user:ada@example.com'] },
      { role: 'roles/storage.objectViewer', members: ['user:bob@example.com'], condition: { expression: 'false' } },
    ],
  };
  const written: unknown[] = [];
  // The emulator has no policies. Source: https://cloud.google.com/storage/docs/json_api/v1/buckets/setIamPolicy
  await using iam = await startHttpServer(({ method, url, body }) => {
    if (url.pathname !== '/storage/v1/b/lake/iam') return { status: 404, body: '{}' };
    if (method === 'PUT') {
      policy = { ...(JSON.parse(body.toString()) as typeof policy), etag: 'two' };
      written.push(policy['bindings']);
    }
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(policy) };
  });
  process.env['GITPHONY_GCS_ENDPOINT'] = iam.url;
  const grant = {
    name: bucket,
    member: 'serviceAccount:r@p.iam.gserviceaccount.com',
    role: 'roles/storage.objectViewer',
  };
  const answer = { bucket, member: 'r@p.iam.gserviceaccount.com', role: grant.role };
  expect((await runTask(createBucketIamPolicy, grant)).outputs).toEqual({ ...answer, created: true });
  expect(written).toEqual([
    [
      { role: 'roles/storage.admin', members: ['user:ada@example.com'] },
      { role: grant.role, members: ['user:bob@example.com'], condition: { expression: 'false' } },
      { role: grant.role, members: [grant.member] },
    ],
  ]);
  expect((await runTask(createBucketIamPolicy, grant)).outputs).toEqual({ ...answer, created: false });
  expect(await taskErrorOf(runTask(createBucketIamPolicy, { ...grant, ifExists: 'ERROR' }))).toMatchObject({
    code: 'GCP_CONFLICT',
    retryable: false,
  });
  const everybody = await runTask(createBucketIamPolicy, { ...grant, member: 'allUsers' });
  expect(everybody.outputs).toEqual({ bucket, role: grant.role, created: true });
});
