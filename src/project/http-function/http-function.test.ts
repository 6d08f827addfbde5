import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ValueMap } from '../../util/values.ts';
import { callHttp } from './http-function.ts';
import { isLocalAddress } from './local-addresses.ts';

let server: Server;
let port = 0;
const seen: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    if (request.url === '/away') response.writeHead(302, { location: `http://169.254.169.254:${port}/latest` }).end();
    else if (request.url === '/named') response.writeHead(302, { location: `http://rebound.test:${port}/json` }).end();
    else if (request.url === '/text') response.end('plain');
    else if (request.url === '/gone') response.writeHead(404).end();
    else if (request.url === '/much') response.end(Buffer.alloc(9 * 1024 * 1024));
    else response.setHeader('content-type', 'application/json').end(JSON.stringify({ asked: request.url, n: 1 }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());

const here = ['127.0.0.1'];
const call = (path: string, more: ValueMap = {}, allowed: readonly string[] = here) =>
  callHttp({ uri: `http://127.0.0.1:${port}${path}`, ...more }, { allowed });

it('answers JSON as values, else the text', async () => {
  expect(await call('/x', { query: { q: 'a b' } })).toEqual({ asked: '/x?q=a+b', n: 1 });
  expect(await call('/text')).toBe('plain');
});

it.each([
  ['an answer of 404', '/gone', {}, /answered 404/],
  ['too large an answer', '/much', {}, /larger than 8 MiB/],
  ['options, which it has not', '/x', { options: {} }, /"options" is not supported/],
  ['what is no address', '/x', { uri: 'file:///etc/passwd' }, /begins with http/],
  ['a redirect to a local address', '/away', {}, /169\.254\.169\.254 is an address of this machine/],
] as const)('refuses %s', async (_, path, more, message) => {
  await expect(call(path, more)).rejects.toThrow(message);
});

it.each([
  '127.0.0.1',
  '127.1.2.3',
  '0.0.0.0',
  '169.254.169.254',
  '::1',
  '::',
  'fe80::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:a9fe:a9fe',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'fd00:ec2::254',
  '[::1]',
  'fe80::1%eth0',
])('knows %s as local', (address) => {
  expect(isLocalAddress(address)).toBe(true);
});

it.each(['1.1.1.1', '10.0.0.1', '128.0.0.1', '2606:4700::1111', '::ffff:1.1.1.1'])('lets %s be', (address) => {
  expect(isLocalAddress(address)).toBe(false);
});

it.each([
  'http://localhost:PORT/x',
  'http://127.0.0.1:PORT/x',
  'http://127.1:PORT/x',
  'http://2130706433:PORT/x',
  'http://0x7f000001:PORT/x',
  'http://0:PORT/x',
  'http://[::1]:PORT/x',
  'http://[::ffff:127.0.0.1]:PORT/x',
  'http://169.254.169.254/latest/meta-data',
])('does not go to %s', async (uri) => {
  const before = seen.length;
  await expect(callHttp({ uri: uri.replace('PORT', String(port)) }, { allowed: [] })).rejects.toThrow(
    /address of this machine|ECONNREFUSED/,
  );
  expect(seen.length).toBe(before);
});

it('looks at the address at the moment of connecting: a name that changes its answer gains nothing', async () => {
  const answers = ['1.1.1.1', '127.0.0.1'];
  const find = (
    _name: string,
    _options: object,
    found: (error: Error | null, addresses: { address: string; family: number }[]) => void,
  ): void => found(null, [{ address: answers.shift() ?? '127.0.0.1', family: 4 }]);
  // The first connection would go to 1.1.1.1; the guard asks once for each connection, and connects to what it saw.
  answers.shift();
  await expect(callHttp({ uri: `http://rebound.test:${port}/json` }, { allowed: [], find })).rejects.toThrow(
    /rebound\.test \(127\.0\.0\.1\)/,
  );
  await expect(callHttp({ uri: `http://127.0.0.1:${port}/named` }, { allowed: here, find })).rejects.toThrow(
    /rebound\.test \(127\.0\.0\.1\)/,
  );
});
