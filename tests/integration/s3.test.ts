import { createHash, randomBytes } from 'node:crypto';
import { open, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { copy } from '../../src/plugins/aws/s3/copy.ts';
import { createBucket } from '../../src/plugins/aws/s3/create-bucket.ts';
import { deleteList } from '../../src/plugins/aws/s3/delete-list.ts';
import { deleteObject } from '../../src/plugins/aws/s3/delete.ts';
import { download } from '../../src/plugins/aws/s3/download.ts';
import { downloads } from '../../src/plugins/aws/s3/downloads.ts';
import { list } from '../../src/plugins/aws/s3/list.ts';
import { upload } from '../../src/plugins/aws/s3/upload.ts';
import { type HttpReply, startHttpServer } from '../support/http-server.ts';
import { createScene, runTask, type TaskScene, taskErrorOf } from '../support/run-task.ts';
import { type S3Server, s3Keys, startS3Server } from '../support/s3-server.ts';

let server: S3Server;
let at: typeof s3Keys & { endpointOverride: string };
let bucket: string;
let count = 0;

beforeAll(async () => {
  server = await startS3Server();
  at = { ...s3Keys, endpointOverride: server.url };
});
afterAll(() => server.close());
beforeEach(async () => {
  bucket = `bucket-${++count}`;
  const { outputs } = await runTask(createBucket, { ...at, bucket });
  expect(outputs).toMatchObject({ bucket });
});

async function put(
  scene: TaskScene,
  key: string,
  content: string,
  more: Partial<Parameters<typeof upload.run>[0]> = {},
) {
  const from = await scene.storage.put(key, content);
  return runTask(upload, { ...at, bucket, key, from, ...more }, { scene });
}

test('a file goes up with its headers and comes back the same', async () => {
  await using scene = await createScene();
  const headers = { metadata: { colour: 'green' }, contentType: 'text/csv', tagging: { a: 'b' } };
  const { outputs } = await put(scene, 'taxi/ä b+c.csv', 'a,b\n1,2\n', headers);
  expect(outputs).toMatchObject({ bucket, key: 'taxi/ä b+c.csv', eTag: expect.stringMatching(/^"\w{32}"$/) });
  const back = await runTask(download, { ...at, bucket, key: 'taxi/ä b+c.csv' }, { scene });
  expect(back.outputs).toMatchObject({ contentLength: 8, contentType: 'text/csv', metadata: { colour: 'green' } });
  expect(await text(await scene.storage.get(back.outputs?.uri ?? ''))).toBe('a,b\n1,2\n');
});

test('several files go into a folder, under their names', async () => {
  await using scene = await createScene();
  const from = [await scene.storage.put('one.csv', '1'), await scene.storage.put('two.csv', '2')];
  await runTask(upload, { ...at, bucket, key: 'both/', from: JSON.stringify(from) }, { scene });
  const { outputs } = await runTask(list, { ...at, bucket, prefix: 'both/' });
  expect(outputs?.objects.map(({ key, size }) => [key.replace(/\d+-/, ''), size])).toEqual([
    ['both/one.csv', 1],
    ['both/two.csv', 1],
  ]);
});

describe('choosing objects', () => {
  test('by prefix, delimiter, expression, filter and number, page by page', async () => {
    await using scene = await createScene();
    for (const key of ['a/1.csv', 'a/2.csv', 'a/2.txt', 'a/deep/3.csv', 'b/4.csv', 'a/folder/'])
      await put(scene, key, key);
    const keys = async (more: Partial<Parameters<typeof list.run>[0]>) => {
      const { outputs, logs } = await runTask(list, { ...at, bucket, maxKeys: 2, ...more });
      return [outputs?.objects.map(({ key }) => key), logs.filter(({ level }) => level === 'WARN').length];
    };
    expect(await keys({ regexp: '.*\\.csv' })).toEqual([['a/1.csv', 'a/2.csv', 'a/deep/3.csv', 'b/4.csv'], 0]);
    expect(await keys({ prefix: 'a/', delimiter: '/' })).toEqual([['a/1.csv', 'a/2.csv', 'a/2.txt'], 0]);
    expect(await keys({ filter: 'DIRECTORY' })).toEqual([['a/folder/'], 0]);
    expect(await keys({ marker: 'a/deep/3.csv', filter: 'FILES' })).toEqual([['b/4.csv'], 0]);
    expect(await keys({ maxFiles: 2 })).toEqual([['a/1.csv', 'a/2.csv'], 1]);
    const error = await taskErrorOf(runTask(list, { ...at, bucket, regexp: '(' }));
    expect(error).toMatchObject({ code: 'BAD_REGEXP', retryable: false });
  });

  test('Download of several, Downloads that moves them, DeleteList of the rest', async () => {
    await using scene = await createScene();
    for (const key of ['in/1.csv', 'in/2.csv', 'other.txt']) await put(scene, key, `content of ${key}`);
    const several = await runTask(download, { ...at, bucket, prefix: 'in/' }, { scene });
    expect(Object.keys(several.outputs?.files ?? {})).toEqual(['in/1.csv', 'in/2.csv']);
    const taken = await runTask(
      downloads,
      { ...at, bucket, prefix: 'in/', action: 'MOVE', moveTo: { key: 'archive' } },
      { scene },
    );
    expect(await text(await scene.storage.get(taken.outputs?.outputFiles['in/2.csv'] ?? ''))).toBe(
      'content of in/2.csv',
    );
    const left = await runTask(list, { ...at, bucket });
    expect(left.outputs?.objects.map(({ key }) => key)).toEqual(['archive/1.csv', 'archive/2.csv', 'other.txt']);
    const gone = await runTask(deleteList, { ...at, bucket, prefix: 'archive/' });
    expect(gone.outputs).toEqual({ count: 2, size: 38 });
    const again = runTask(deleteList, { ...at, bucket, prefix: 'archive/', errorOnEmpty: true });
    expect((await taskErrorOf(again)).code).toBe('S3_NOTHING_FOUND');
  });
});

test('Copy to another bucket, as a move; Delete of what is left', async () => {
  await using scene = await createScene();
  await put(scene, 'a/ü 1.csv', 'x');
  await runTask(createBucket, { ...at, bucket: `${bucket}-archive` });
  const from = { bucket, key: 'a/ü 1.csv' };
  const { outputs } = await runTask(copy, { ...at, from, to: { bucket: `${bucket}-archive` }, delete: true });
  expect(outputs).toMatchObject({ bucket: `${bucket}-archive`, key: 'a/ü 1.csv' });
  expect((await runTask(list, { ...at, bucket })).outputs?.objects).toEqual([]);
  await runTask(deleteObject, { ...at, bucket: `${bucket}-archive`, key: 'a/ü 1.csv' });
  expect((await runTask(list, { ...at, bucket: `${bucket}-archive` })).outputs?.objects).toEqual([]);
});

test('40 MiB go up in parts and come down the same to the bit', async () => {
  await using scene = await createScene();
  const size = 40 * 1024 * 1024;
  const from = await scene.storage.put('parts.bin', randomBytes(size));
  const sent = await runTask(upload, { ...at, bucket, key: 'parts.bin', from }, { scene });
  expect(sent.outputs?.eTag).toMatch(/-5"$/);
  expect(scene.record.progress.at(-1)).toMatchObject({ done: size, total: size, unit: 'bytes' });
  const { outputs } = await runTask(download, { ...at, bucket, key: 'parts.bin' }, { scene });
  expect(scene.record.progress.at(-1)).toMatchObject({ done: size, total: size, unit: 'bytes' });
  const paths = [from, outputs?.uri ?? ''].map((uri) => scene.storage.localPath(uri).then(hashOf));
  const [one, two] = await Promise.all(paths);
  expect(two).toBe(one);
});

test('1 GiB goes up in constant memory', { timeout: 240_000 }, async () => {
  await using scene = await createScene();
  const size = 1024 ** 3;
  const path = join(scene.folder, 'large.bin');
  await writeFile(path, '');
  await truncate(path, size);
  const from = await scene.storage.putFile('large.bin', path);
  let most = 0;
  const base = process.memoryUsage().rss;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss - base);
  }, 50);
  const { outputs } = await runTask(upload, { ...at, bucket, key: 'large.bin', from }, { scene });
  clearInterval(watch);
  expect(outputs?.eTag).toMatch(/-128"$/);
  const listed = await runTask(list, { ...at, bucket });
  expect(listed.outputs?.objects.map((object) => object.size)).toEqual([size]);
  expect(most).toBeLessThan(300 * 1024 * 1024);
});

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path);
  for await (const chunk of file.createReadStream()) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

describe('credentials', () => {
  test('a role is assumed by the token service, and its keys are used', async () => {
    const seen: string[] = [];
    await using proxy = await startHttpServer(async ({ method, url, headers, body }): Promise<HttpReply> => {
      seen.push(headers.authorization ?? '');
      const target = `${server.url}${url.pathname}${url.search}`;
      const { host: _host, 'content-length': _length, ...kept } = headers;
      const answer = await fetch(target, {
        method,
        headers: kept as Record<string, string>,
        ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
      });
      return { status: answer.status, headers: { 'content-type': 'text/xml' }, body: await answer.text() };
    });
    const role = { stsRoleArn: 'arn:aws:iam::123456789012:role/loader', stsEndpointOverride: server.url };
    const { outputs } = await runTask(list, { ...at, ...role, endpointOverride: proxy.url, bucket });
    expect(outputs?.objects).toEqual([]);
    // Keys of a session begin with ASIA.
    expect(seen[0]).toMatch(/Credential=ASIA/);
  });

  test('half a pair, and a secret that no message shows', async () => {
    const half = await taskErrorOf(runTask(list, { bucket, region: 'eu-central-1', accessKeyId: 'AKIA1' }));
    expect(half).toMatchObject({ code: 'AWS_CREDENTIALS', retryable: false });
    await using refusing = await startHttpServer(() => ({
      status: 403,
      headers: { 'content-type': 'application/xml' },
      body: '<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature does not match.</Message></Error>',
    }));
    const error = await taskErrorOf(
      runTask(list, { ...at, secretKeyId: 'geheim-geheim', endpointOverride: refusing.url, bucket }),
    );
    expect(error.message).toContain('[SignatureDoesNotMatch, HTTP 403]');
    expect(error.hint).toContain('secretKeyId');
    expect(`${error.message}${error.hint}${String(error.cause)}`).not.toContain('geheim');
  });
});

describe('trouble', () => {
  test('a bucket and a key that are not there, a name that is taken', async () => {
    const none = await taskErrorOf(runTask(list, { ...at, bucket: 'nowhere' }));
    expect(none.message).toMatch(/NoSuchBucket, HTTP 404\] \(bucket nowhere at http/);
    const key = await taskErrorOf(runTask(download, { ...at, bucket, key: 'nope' }));
    expect(key).toMatchObject({ retryable: false, hint: expect.stringContaining('no slash in front') });
    const europe = { ...at, region: 'eu-central-1', bucket: `${bucket}-eu` };
    await runTask(createBucket, europe);
    const taken = await taskErrorOf(runTask(createBucket, europe));
    expect(taken.message).toContain('BucketAlreadyOwnedByYou');
  });

  test('503s are tried again; a server that is away is an error that a retry may help', async () => {
    let asked = 0;
    const empty = '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>';
    await using slow = await startHttpServer(() =>
      ++asked < 3
        ? { status: 503, body: '<Error><Code>SlowDown</Code><Message>Please reduce your rate.</Message></Error>' }
        : { status: 200, headers: { 'content-type': 'application/xml' }, body: empty },
    );
    const { outputs } = await runTask(list, { ...at, endpointOverride: slow.url, bucket });
    expect([outputs?.objects, asked]).toEqual([[], 3]);
    const { url } = slow;
    await slow.close();
    const error = await taskErrorOf(runTask(list, { ...at, endpointOverride: url, bucket }));
    expect(error).toMatchObject({ code: 'S3_ERROR', retryable: true });
    expect(error.message).toContain('ECONNREFUSED');
  });

  test('an upload that is stopped ends at once and leaves no object', async () => {
    await using scene = await createScene();
    const from = await scene.storage.put('large.bin', Buffer.alloc(64 * 1024 * 1024));
    const stop = new AbortController();
    const reason = new Error('stopped by the test');
    const running = runTask(upload, { ...at, bucket, key: 'large.bin', from }, { scene, signal: stop.signal });
    setTimeout(() => stop.abort(reason), 100);
    await expect(running).rejects.toBe(reason);
    expect((await runTask(list, { ...at, bucket })).outputs?.objects).toEqual([]);
  });
});
