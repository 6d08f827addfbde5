import { expect, test } from 'vitest';
import { parseAddress } from './address.ts';

test.each([
  ['jdbc:postgresql://pg:5433/ny_taxi', [{ host: 'pg', port: 5433 }], 'ny_taxi'],
  ['jdbc:postgresql://pg/', [{ host: 'pg', port: 5432 }], undefined],
  ['postgres://pg', [{ host: 'pg', port: 5432 }], undefined],
  ['jdbc:postgresql:shop', [{ host: 'localhost', port: 5432 }], 'shop'],
  [
    'jdbc:postgresql://a:1,b,[::1]:3/x%20y',
    [
      { host: 'a', port: 1 },
      { host: 'b', port: 5432 },
      { host: '::1', port: 3 },
    ],
    'x y',
  ],
])('%s', (url, hosts, database) => {
  expect(parseAddress(url)).toMatchObject({ hosts, database });
});

test('user and password from either place', () => {
  expect(parseAddress('postgresql://me:p%40ss@h/d')).toMatchObject({ user: 'me', password: 'p@ss' });
  expect(parseAddress('jdbc:postgresql://h/d?user=me&password=p')).toMatchObject({ user: 'me', password: 'p' });
});

test('parameter names in any case', () => {
  expect(parseAddress('jdbc:postgresql://h/d?ApplicationName=x&sslMode=require').parameters).toEqual(
    new Map([
      ['applicationname', 'x'],
      ['sslmode', 'require'],
    ]),
  );
});

test.each(['jdbc:mysql://me:geheim@h/d', 'postgresql://me:geheim@h:99999/d', 'postgresql://me:geheim@h:x/d'])(
  'what is wrong with %s is told without its password',
  (url) => {
    expect(() => parseAddress(url)).toThrow(/should look like jdbc:postgresql:\/\/host:5432\/database, but it/);
    expect(() => parseAddress(url)).not.toThrow(/geheim/);
  },
);
