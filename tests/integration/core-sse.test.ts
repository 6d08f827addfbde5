import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sseRequest } from '../../src/plugins/core/http/sse-request.ts';
import { runTask, taskErrorOf } from '../support/run-task.ts';

const pages: Readonly<Record<string, (response: ServerResponse) => Promise<void>>> = {
  '/plain': (response) =>
    pieces(response, [
      '\uFEFF: hello\nid: 7\neve',
      'nt: tick\r\ndata: {"n":',
      ' 1}\r',
      '\n\r\ndata\ndata: two\n\nretry: 5\n\n',
      'data: cut off\n',
    ]),
  '/words': (response) => pieces(response, ['data: {"m":"a "}\n\n', 'data: {"m":1}\n\ndata: {"m":true}\n\n']),
  '/mixed': (response) => pieces(response, ['data: {"m":"a"}\n\ndata: {"x":1}\n\ndata: text\n\n']),
  '/large': (response) => pieces(response, [`data: ${'x'.repeat(200)}\n\n`]),
  '/endless': async (response) => void response.write('data: 1\n\n'),
  '/broken': async (response) => void response.writeHead(503).end('down'),
};
const server = createServer((request, response) => {
  const page = pages[request.url ?? ''];
  if (request.headers.accept !== 'text/event-stream' || page === undefined) response.writeHead(406).end();
  else page(response).catch((error: unknown) => response.destroy(error as Error));
});
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

async function pieces(response: ServerResponse, texts: readonly string[]): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const text of texts) {
    response.write(text);
    await sleep(5);
  }
  response.end();
}

it('reads events however they are cut into pieces', async () => {
  const { outputs, metrics } = await runTask(sseRequest, { uri: `${url}/plain` });
  expect(outputs).toEqual({
    uri: `${url}/plain`,
    size: 2,
    events: [{ data: { n: 1 }, id: '7', name: 'tick', comment: 'hello' }, { data: '\ntwo' }],
  });
  expect(metrics).toContainEqual({ name: 'size', type: 'counter', value: 2 });
});

it('puts what a jq expression gives behind each other', async () => {
  const { outputs } = await runTask(sseRequest, { uri: `${url}/words`, concatJqExpression: '.data.m' });
  expect(outputs).toEqual({ uri: `${url}/words`, size: 3, result: 'a 1true' });
});

it('fails where an event gives nothing, or passes it over', async () => {
  const properties = { uri: `${url}/mixed`, concatJqExpression: '.data.m' };
  expect((await taskErrorOf(runTask(sseRequest, properties))).code).toBe('SSE_JQ_MISSING');
  const { outputs } = await runTask(sseRequest, { ...properties, failedOnMissingJq: false });
  expect(outputs).toMatchObject({ size: 3, result: 'a' });
});

it('ends a stream that does not end by the signal, and refuses too much and bad codes', async () => {
  const signal = AbortSignal.timeout(100);
  await expect(runTask(sseRequest, { uri: `${url}/endless` }, { signal })).rejects.toThrow('timeout');
  const large = { uri: `${url}/large`, options: { maxContentLength: 100 } };
  expect((await taskErrorOf(runTask(sseRequest, large))).code).toBe('HTTP_TOO_LARGE');
  expect((await taskErrorOf(runTask(sseRequest, { uri: `${url}/broken` }))).code).toBe('HTTP_STATUS');
});
