import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rendered } from '../../src/contract/schema.ts';
import { download } from '../../src/plugins/core/http/download.ts';
import { request } from '../../src/plugins/core/http/request.ts';
import { createScene, runTask, taskErrorOf } from '../support/run-task.ts';
import { startTrickyServer } from '../support/tricky-server.ts';

let server: Awaited<ReturnType<typeof startTrickyServer>>;
beforeAll(async () => {
  server = await startTrickyServer();
});
afterAll(() => server.close());

interface Echo {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

async function echo(properties: Omit<Rendered<typeof request.properties>, 'uri'> & { path?: string }): Promise<Echo> {
  const { path = '/echo', ...rest } = properties;
  const { outputs } = await runTask(request, { uri: server.url + path, ...rest });
  return JSON.parse(outputs?.body ?? '') as Echo;
}

describe('http.Request', () => {
  it('c117: answers uri, code, headers and body', async () => {
    const { outputs } = await runTask(request, { uri: `${server.url}/hello.txt` });
    expect(outputs).toMatchObject({ uri: `${server.url}/hello.txt`, code: 200, body: 'hello from the corpus\n' });
    expect(outputs?.headers['content-type']).toEqual(['text/plain']);
  });

  it('c117: sends a body with its type, and headers', async () => {
    const seen = await echo({ method: 'post', body: '{"q":1}', headers: { 'X-Mine': 'f', 'X-N': 5 } });
    expect(seen).toMatchObject({ method: 'POST', body: '{"q":1}' });
    expect(seen.headers).toMatchObject({
      'content-type': 'application/json; charset=UTF-8',
      'x-mine': 'f',
      'x-n': '5',
    });
    expect((await echo({ body: 'x', headers: { 'Content-Type': 'text/csv' } })).headers['content-type']).toBe(
      'text/csv',
    );
  });

  it('c117: adds parameters, encoded, behind those of the address', async () => {
    const seen = await echo({ path: '/echo?z=0', params: { a: '1', b: 'x y', l: [1, 2], none: null } });
    expect(seen.path).toBe('/echo?z=0&a=1&b=x%20y&l=1&l=2');
  });

  it('c117: sends a form, and a multipart form with a stored file', async () => {
    const form = { a: '1', b: 'x y' };
    const plain = await echo({ method: 'POST', contentType: 'application/x-www-form-urlencoded', formData: form });
    expect(plain.body).toBe('a=1&b=x+y');
    await using scene = await createScene();
    const uri = await scene.storage.put('up.txt', 'file content');
    const { outputs } = await runTask(
      request,
      {
        uri: `${server.url}/echo`,
        method: 'POST',
        contentType: 'multipart/form-data',
        formData: { who: 'me', file: uri, other: { name: 'named.txt', content: uri } },
      },
      { scene },
    );
    const seen = JSON.parse(outputs?.body ?? '') as Echo;
    const received = await new Response(seen.body, {
      headers: { 'content-type': seen.headers['content-type'] ?? '' },
    }).formData();
    expect(received.get('who')).toBe('me');
    const file = received.get('other') as File;
    expect([file.name, await file.text()]).toEqual(['named.txt', 'file content']);
  });

  it.each([
    [{ auth: { type: 'BASIC' as const, username: 'u', password: 'p' } }, 'Basic dTpw'],
    [{ auth: { type: 'BEARER' as const, token: 't' } }, 'Bearer t'],
    [{ basicAuthUser: 'u', basicAuthPassword: 'p' }, 'Basic dTpw'],
  ])('authenticates by %j', async (options, authorization) => {
    expect((await echo({ options })).headers['authorization']).toBe(authorization);
  });

  it('unpacks gzip, follows redirects, and does not where told so', async () => {
    expect((await runTask(request, { uri: `${server.url}/gzip` })).outputs?.body).toBe('unpacked');
    expect((await runTask(request, { uri: `${server.url}/redirect` })).outputs?.body).toBe('hello from the corpus\n');
    const { outputs } = await runTask(request, { uri: `${server.url}/redirect`, options: { followRedirects: false } });
    expect(outputs?.code).toBe(302);
    expect((await taskErrorOf(runTask(request, { uri: `${server.url}/loop` }))).code).toBe('HTTP_REDIRECTS');
  });

  it('fails on codes from 400, unless they are allowed', async () => {
    const uri = `${server.url}/status/404`;
    const error = await taskErrorOf(runTask(request, { uri }));
    expect(error).toMatchObject({ code: 'HTTP_STATUS', message: expect.stringContaining("response code '404'") });
    expect(error.message).toContain('status 404');
    for (const options of [{ allowFailed: true }, { allowedResponseCodes: [200, 404] }]) {
      expect((await runTask(request, { uri, options })).outputs).toMatchObject({ code: 404, body: 'status 404' });
    }
    await taskErrorOf(runTask(request, { uri: `${server.url}/hello.txt`, options: { allowedResponseCodes: [201] } }));
  });

  it('refuses bodies that are too large or no text, and names the task that takes them', async () => {
    const large = await taskErrorOf(runTask(request, { uri: `${server.url}/large/20000000` }));
    expect(large).toMatchObject({ code: 'HTTP_TOO_LARGE', hint: expect.stringContaining('Download') });
    const binary = await taskErrorOf(runTask(request, { uri: `${server.url}/binary` }));
    expect(binary).toMatchObject({ code: 'HTTP_NOT_TEXT', hint: expect.stringContaining('Download') });
  });

  it('says what to do where nobody listens, the server is silent, or the address is none', async () => {
    const refused = await taskErrorOf(runTask(request, { uri: 'http://127.0.0.1:1/x?token=secret' }));
    expect(refused).toMatchObject({ code: 'HTTP_FAILED', hint: expect.stringContaining('Nothing listens') });
    expect(refused.message).not.toContain('secret');
    const options = { timeout: { readIdleTimeout: 'PT0.2S' } };
    const silent = await taskErrorOf(runTask(request, { uri: `${server.url}/silent`, options }));
    expect(silent.hint).toContain('readIdleTimeout');
    expect((await taskErrorOf(runTask(request, { uri: 'example.com' }))).code).toBe('BAD_URI');
    expect((await taskErrorOf(runTask(request, { uri: 'kestra:///x' }))).hint).toContain('stored file');
  });

  it('ends at once, with the reason, when it is cancelled', async () => {
    const controller = new AbortController();
    const work = runTask(request, { uri: `${server.url}/silent` }, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('cancelled by hand')), 50);
    await expect(work).rejects.toThrow('cancelled by hand');
  });
});

describe('http.Download', () => {
  it('c119: stores the file and answers uri, code, length and headers', async () => {
    await using scene = await createScene();
    const { outputs, metrics, progress } = await runTask(download, { uri: `${server.url}/hello.txt` }, { scene });
    expect(outputs).toMatchObject({ code: 200, length: 22, headers: { 'content-type': ['text/plain'] } });
    expect(await text(await scene.storage.get(outputs?.uri ?? ''))).toBe('hello from the corpus\n');
    expect(metrics).toEqual([{ name: 'response.length', type: 'counter', value: 22 }]);
    expect(progress).toEqual([{ done: 22, total: 22, unit: 'bytes' }]);
  });

  it('c119: an empty file fails by default, else it is a warning', async () => {
    const uri = `${server.url}/empty.txt`;
    expect((await taskErrorOf(runTask(download, { uri }))).code).toBe('HTTP_EMPTY');
    const { outputs, logs } = await runTask(download, { uri, failOnEmptyResponse: false });
    expect(outputs?.length).toBe(0);
    expect(logs).toEqual([{ level: 'WARN', message: `File '${uri}' is empty` }]);
  });

  it('c119: fails on 404, and stores nothing', async () => {
    await using scene = await createScene();
    const error = await taskErrorOf(runTask(download, { uri: `${server.url}/status/404` }, { scene }));
    expect(error.code).toBe('HTTP_STATUS');
    expect(await scene.storage.purgeExecution()).toEqual([]);
  });

  it('fails where the connection breaks off, with the bytes that came', async () => {
    const error = await taskErrorOf(runTask(download, { uri: `${server.url}/cut` }));
    expect(error).toMatchObject({ code: 'HTTP_FAILED', message: expect.stringContaining(' of 1000 bytes came)') });
  });

  it('names the stored file as the server, the address or the task says', async () => {
    const nameOf = async (path: string, saveAs?: string): Promise<string | undefined> => {
      const { outputs } = await runTask(download, {
        uri: server.url + path,
        ...(saveAs === undefined ? {} : { saveAs }),
      });
      return outputs?.uri.replace(/^.*\/\d+-/u, '');
    };
    expect(await nameOf('/named')).toBe('trips.csv');
    expect(await nameOf('/hello.txt')).toBe('hello.txt');
    expect(await nameOf('/hello.txt', 'mine.txt')).toBe('mine.txt');
  });

  it('streams 200 MB in constant memory', async () => {
    const before = process.memoryUsage().rss;
    const { outputs, progress } = await runTask(download, { uri: `${server.url}/large/200000000` });
    expect(outputs?.length).toBe(200_000_000);
    expect(progress.at(-1)).toEqual({ done: 200_000_000, total: 200_000_000, unit: 'bytes' });
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });
});
