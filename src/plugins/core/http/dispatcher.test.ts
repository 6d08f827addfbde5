import { expect, it } from 'vitest';
import { connectionOptions } from './dispatcher.ts';

const url = new URL('https://api.example.com/x');

it('reads times, also by their old names', () => {
  expect(connectionOptions({ uri: '' }, url, {})).toEqual({
    connectTimeout: 10_000,
    idleTimeout: 300_000,
    insecure: false,
  });
  const options = { timeout: { connectTimeout: 'PT1S' }, readTimeout: 'PT2S' };
  expect(connectionOptions({ uri: '', options }, url, {})).toMatchObject({ connectTimeout: 1000, idleTimeout: 2000 });
});

it.each([
  [{ HTTPS_PROXY: 'http://p:3128' }, 'http://p:3128'],
  [{ https_proxy: 'http://p:3128', NO_PROXY: 'other.com' }, 'http://p:3128'],
  [{ HTTPS_PROXY: 'http://p:3128', NO_PROXY: 'a, .example.com' }, undefined],
  [{ HTTPS_PROXY: 'http://p:3128', no_proxy: 'example.com' }, undefined],
  [{ HTTPS_PROXY: 'http://p:3128', no_proxy: '*' }, undefined],
  [{ HTTP_PROXY: 'http://p:3128' }, undefined],
])('of the machine, %j gives the proxy %j', (environment, uri) => {
  expect(connectionOptions({ uri: '' }, url, environment).proxy?.uri).toBe(uri);
});

it('takes the stated proxy over the machine’s, with credentials', () => {
  const options = { proxy: { address: 'q', port: 8080, username: 'u', password: 'p' } };
  const { proxy } = connectionOptions({ uri: '', options }, url, { HTTPS_PROXY: 'http://p:3128' });
  expect(proxy).toEqual({ uri: 'http://q:8080', token: `Basic ${Buffer.from('u:p').toString('base64')}` });
  const direct = { proxy: { type: 'DIRECT' as const } };
  expect(connectionOptions({ uri: '', options: direct }, url, { HTTPS_PROXY: 'http://p:3128' }).proxy).toBeUndefined();
});
