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
import { startFaultingProxy } from '../support/google-faults.ts';
import { type HttpReply, type LocalServer, startHttpServer } from '../support/http-server.ts';
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
  const sent = await runTask(upload, { ...at, bucket, key: 'both/', from: JSON.stringify(from) }, { scene });
  const { outputs, metrics } = await runTask(list, { ...at, bucket, prefix: 'both/' });
  expect(outputs?.objects.map(({ key, size }) => [key.replace(/\d+-/, ''), size])).toEqual([
    ['both/one.csv', 1],
    ['both/two.csv', 1],
  ]);
  expect(metrics).toEqual([{ name: 's3.objects.count', type: 'counter', value: 2 }]);
  expect(sent.outputs).toMatchObject({ bucket, key: 'both/' });
  expect(sent.outputs?.eTag).toBeUndefined();
  expect(sent.metrics.map(({ name, value }) => `${name} ${value}`)).toEqual([
    'file.count 1',
    'file.size 1',
    'file.count 1',
    'file.size 1',
  ]);
});

const hundred = Array.from({ length: 100 }, (_, index) => `part ${index}/ü.csv`);

test('a map goes up under its names, as YAML and as the JSON that outputs print', async () => {
  await using scene = await createScene();
  const uris = await Promise.all(hundred.map((name) => scene.storage.put('x', name)));
  const map = Object.fromEntries(hundred.map((name, index) => [name, uris[index] ?? '']));
  const variables = { outputs: { make: { outputFiles: map } } };
  const from = '{{ outputs.make.outputFiles }}';
  const { outputs } = await runTask(upload, { ...at, bucket, key: 'json', from }, { scene, variables });
  expect(Object.keys(outputs?.files ?? {})).toEqual(hundred);
  expect(outputs?.files?.['part 7/ü.csv']).toMatchObject({ contentLength: 13, eTag: expect.stringMatching(/^"/) });
  await runTask(
    upload,
    { ...at, bucket, key: '', from: { 'a/{{ 1 + 1 }}.txt': uris[0] ?? '', b: uris[1] ?? '' } },
    { scene },
  );
  const listed = await runTask(list, { ...at, bucket, maxFiles: 1000 });
  expect(listed.outputs?.objects.map(({ key }) => key)).toEqual([
    'a/2.txt',
    'b',
    ...hundred.map((name) => `json/${name}`).toSorted(),
  ]);
  const back = await runTask(download, { ...at, bucket, key: 'json/part 42/ü.csv' }, { scene });
  expect(await text(await scene.storage.get(back.outputs?.uri ?? ''))).toBe('part 42/ü.csv');
  // One file alone takes the key itself.
  await runTask(upload, { ...at, bucket, key: 'alone.csv', from: { ignored: uris[0] ?? '' } }, { scene });
  expect((await runTask(list, { ...at, bucket, prefix: 'alone' })).outputs?.objects[0]?.key).toBe('alone.csv');
});

test('no file, and two of one name, are told before anything goes up', async () => {
  await using scene = await createScene();
  const uri = await scene.storage.put('x', 'x');
  const refused = async (from: string | string[]) =>
    (await taskErrorOf(runTask(upload, { ...at, bucket, key: 'k', from }, { scene }))).code;
  expect([await refused('{}'), await refused('[]'), await refused([uri, uri])]).toEqual([
    'S3_NOTHING_TO_UPLOAD',
    'S3_NOTHING_TO_UPLOAD',
    'S3_SAME_KEY',
  ]);
  expect((await runTask(list, { ...at, bucket })).outputs?.objects).toEqual([]);
});

describe('checksums', () => {
  const content = 'a,b\n1,2\n';
  const checksum = createHash('sha256').update(content).digest('base64');

  test('one that is given goes along, and comes back where it is asked for', async () => {
    await using scene = await createScene();
    await put(scene, 'sum.csv', content, { checksumAlgorithm: 'SHA256', checksum });
    const sum = { checksumAlgorithm: 'SHA256', checksumValue: checksum };
    const one = await runTask(download, { ...at, bucket, key: 'sum.csv', validateChecksum: true }, { scene });
    expect(one.outputs).toMatchObject(sum);
    const more = await runTask(downloads, { ...at, bucket, validateChecksum: true }, { scene });
    expect(more.outputs?.objects).toMatchObject([{ key: 'sum.csv', ...sum }]);
    const quiet = await runTask(download, { ...at, bucket, key: 'sum.csv' }, { scene });
    expect(quiet.outputs?.checksumValue).toBeUndefined();
    expect(await taskErrorOf(put(scene, 'x', content, { checksum }))).toMatchObject({ code: 'BAD_PROPERTY' });
  });

  test('a file that came changed fails; one without a checksum is a warning', async () => {
    await using scene = await createScene();
    const answering = (headers: Record<string, string>): Promise<LocalServer> =>
      startHttpServer(() => ({ status: 200, headers, body: content }));
    await using changed = await answering({
      'x-amz-checksum-sha256': createHash('sha256').update('other').digest('base64'),
    });
    await using without = await answering({});
    const one = { ...at, bucket, key: 'x', validateChecksum: true, compatibilityMode: true, forcePathStyle: true };
    const broken = runTask(download, { ...one, endpointOverride: changed.url }, { scene });
    expect(await taskErrorOf(broken)).toMatchObject({ code: 'CHECKSUM_MISMATCH', retryable: true });
    const bare = await runTask(download, { ...one, endpointOverride: without.url }, { scene });
    expect(bare.outputs?.contentLength).toBe(8);
    expect(bare.logs).toContainEqual({ level: 'WARN', message: expect.stringContaining('not compared') });
  });
});

test('headers by the names of S3 and of Amazon’s client for Java', async () => {
  await using scene = await createScene();
  const seen: string[] = [];
  await using server = await startHttpServer(({ headers }) => {
    seen.push([headers['x-amz-server-side-encryption'], headers['x-amz-sdk-checksum-algorithm']].join(' '));
    return { status: 200, headers: { etag: '"1"' } };
  });
  const there = { endpointOverride: server.url, forcePathStyle: true };
  await put(scene, 'x', 'x', { ...there, serverSideEncryption: 'AWS_KMS', checksumAlgorithm: 'CRC32_C' });
  await put(scene, 'x', 'x', { ...there, serverSideEncryption: 'aws:kms', checksumAlgorithm: 'CRC32C' });
  expect(seen).toEqual(['aws:kms CRC32C', 'aws:kms CRC32C']);
});

describe('choosing objects', () => {
  test('by prefix, delimiter, expression, filter and number', async () => {
    await using scene = await createScene();
    for (const key of ['a/1.csv', 'a/2.csv', 'a/2.txt', 'a/deep/3.csv', 'b/4.csv', 'a/folder/'])
      await put(scene, key, key);
    const keys = async (more: Partial<Parameters<typeof list.run>[0]>) => {
      const { outputs, logs } = await runTask(list, { ...at, bucket, ...more });
      return [outputs?.objects.map(({ key }) => key), logs.filter(({ level }) => level === 'WARN').length];
    };
    expect(await keys({ regexp: '.*\\.csv' })).toEqual([['a/1.csv', 'a/2.csv', 'a/deep/3.csv', 'b/4.csv'], 0]);
    expect(await keys({ prefix: 'a/', delimiter: '/' })).toEqual([['a/1.csv', 'a/2.csv', 'a/2.txt'], 0]);
    expect(await keys({ filter: 'DIRECTORY' })).toEqual([['a/folder/'], 0]);
    expect(await keys({ marker: 'a/deep/3.csv', filter: 'FILES' })).toEqual([['b/4.csv'], 0]);
    expect(await keys({ maxFiles: 2 })).toEqual([['a/1.csv', 'a/2.csv'], 1]);
    // Keys are counted before they are chosen.
    expect(await keys({ maxKeys: 2, regexp: '.*csv' })).toEqual([['a/1.csv', 'a/2.csv'], 0]);
    expect(await keys({ maxKeys: 3, regexp: '.*deep.*' })).toEqual([[], 0]);
    const error = await taskErrorOf(runTask(list, { ...at, bucket, regexp: '(' }));
    expect(error).toMatchObject({ code: 'BAD_REGEXP', retryable: false });
  });

  test('page by page, until there are as many keys as `maxKeys` says', async () => {
    const asked: string[] = [];
    const contents = (first: number, number: number): string =>
      Array.from({ length: number }, (_, index) => `<Contents><Key>k${first + index}</Key></Contents>`).join('');
    await using pages = await startHttpServer(({ url: { searchParams } }) => {
      const [token, size] = [searchParams.get('continuation-token'), Number(searchParams.get('max-keys'))];
      asked.push(`${token ?? 'first'} ${size}`);
      const begin = token === null ? 0 : Number(token);
      const next = begin + size;
      const more =
        next < 2500 ? `<IsTruncated>true</IsTruncated><NextContinuationToken>${next}</NextContinuationToken>` : '';
      const body = `<ListBucketResult>${more}${contents(begin, Math.min(size, 2500 - begin))}</ListBucketResult>`;
      return { status: 200, headers: { 'content-type': 'application/xml' }, body };
    });
    const there = { ...at, endpointOverride: pages.url, forcePathStyle: true, bucket, maxFiles: 10_000 };
    expect((await runTask(list, there)).outputs?.objects).toHaveLength(2500);
    expect((await runTask(list, { ...there, maxKeys: 1200 })).outputs?.objects).toHaveLength(1200);
    expect(asked).toEqual(['first 1000', '1000 1000', '2000 1000', 'first 1000', '1000 200']);
  });

  test('Downloads takes 25 files where nothing else is said, and warns of more', async () => {
    await using scene = await createScene();
    const from = await scene.storage.put('x', 'x');
    const files = Object.fromEntries(Array.from({ length: 27 }, (_, index) => [`f${index + 10}`, from]));
    await runTask(upload, { ...at, bucket, key: 'many', from: files }, { scene });
    const taken = await runTask(downloads, { ...at, bucket, action: 'DELETE' });
    expect(Object.keys(taken.outputs?.outputFiles ?? {})).toHaveLength(25);
    expect(taken.logs).toContainEqual({ level: 'WARN', message: expect.stringContaining('maxFiles') });
    expect(taken.metrics.filter(({ name }) => name === 'file.size')).toHaveLength(25);
    expect(taken.metrics).toContainEqual({ name: 'files.size.total', type: 'counter', value: 25 });
    const left = await runTask(list, { ...at, bucket });
    expect(left.outputs?.objects.map(({ key }) => key)).toEqual(['many/f35', 'many/f36']);
  });

  test('Download of several, Downloads that moves them, DeleteList of the rest', async () => {
    await using scene = await createScene();
    for (const key of ['in/1.csv', 'in/2.csv', 'other.txt']) await put(scene, key, `content of ${key}`);
    const several = await runTask(download, { ...at, bucket, prefix: 'in/' }, { scene });
    expect(Object.keys(several.outputs?.files ?? {})).toEqual(['in/1.csv', 'in/2.csv']);
    const taken = await runTask(
      downloads,
      { ...at, bucket, prefix: 'in/', action: 'MOVE', moveTo: { key: 'archive', serverSideEncryption: 'AES256' } },
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

test.each(['DELETE', 'MOVE'] as const)(
  'what is written anew between reading it and its %s is not lost',
  async (action) => {
    await using scene = await createScene();
    await put(scene, 'in/a.csv', 'old');
    let asked = 0;
    const proxy = await startFaultingProxy(server.url, async (call) => {
      if (!call.startsWith('HEAD ') || asked++ > 0) return undefined;
      await put(scene, 'in/a.csv', 'new');
      return undefined;
    });
    try {
      const through = { ...at, endpointOverride: proxy.url };
      const taken = await runTask(
        downloads,
        { ...through, bucket, prefix: 'in/', action, moveTo: { key: 'done' } },
        { scene },
      );
      expect(await text(await scene.storage.get(taken.outputs?.outputFiles['in/a.csv'] ?? ''))).toBe('old');
      expect(taken.logs).toContainEqual({ level: 'WARN', message: expect.stringContaining('it stays where it is') });
    } finally {
      await proxy.close();
    }
    expect(asked).toBeGreaterThan(0);
    const left = await runTask(list, { ...at, bucket });
    expect(left.outputs?.objects.map(({ key }) => key)).toEqual(['in/a.csv']);
    const now = await runTask(download, { ...at, bucket, key: 'in/a.csv' }, { scene });
    expect(await text(await scene.storage.get(now.outputs?.uri ?? ''))).toBe('new');
  },
);

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

test('many large files at once hold little memory together', { timeout: 120_000 }, async () => {
  await using scene = await createScene();
  const from: Record<string, string> = {};
  for (let number = 0; number < 30; number++) {
    const path = join(scene.folder, `f${number}`);
    await writeFile(path, '');
    await truncate(path, 16 * 1024 * 1024);
    from[`f${number}`] = await scene.storage.putFile(`f${number}`, path);
  }
  let most = 0;
  const base = process.memoryUsage().rss;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss - base);
  }, 50);
  const { outputs } = await runTask(upload, { ...at, bucket, key: 'many', from }, { scene });
  clearInterval(watch);
  expect(Object.keys(outputs?.files ?? {})).toHaveLength(30);
  expect(most).toBeLessThan(300 * 1024 * 1024);
});

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path);
  for await (const chunk of file.createReadStream()) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

test('a refusal without words, as an answer to HEAD is, says what may be wrong', async () => {
  await using deaf = await startHttpServer(() => ({ status: 403 }));
  const there = { ...at, endpointOverride: deaf.url, forcePathStyle: true };
  const from = { bucket, key: 'a' };
  expect(await taskErrorOf(runTask(copy, { ...there, from, to: { key: 'b' } }))).toMatchObject({
    code: 'S3_ERROR',
    message: expect.stringContaining('[Forbidden, HTTP 403]'),
    hint: expect.stringContaining('policies'),
  });
});

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
