import { expect, test } from 'vitest';
import { createMasker, MASK } from './masker.ts';

const secret = 'p@ss w0rd/"x"';

test.each([
  ['raw', `login ${secret} ok`, `login ${MASK} ok`],
  ['JSON', JSON.stringify({ a: secret }), `{"a":"${MASK}"}`],
  ['URL', `u=${encodeURIComponent(secret)}&v`, `u=${MASK}&v`],
  ['form', `u=p%40ss+w0rd%2F%22x%22&v`, `u=${MASK}&v`],
  ['base64', Buffer.from(secret).toString('base64'), MASK],
  ['upper case', secret.toUpperCase(), MASK],
  ['twice', secret + secret, MASK + MASK],
])('masks the %s form', (_, text, expected) => {
  expect(createMasker([secret]).mask(text)).toBe(expected);
});

test.each(['a:', 'ab:', 'abc:'])('masks a secret inside the base64 of a longer text (%s)', (prefix) => {
  const encoded = Buffer.from(`${prefix}${secret}:end`).toString('base64');
  const masked = createMasker([secret]).mask(encoded);
  expect(masked).toContain(MASK);
  expect(Buffer.from(masked, 'base64').toString()).not.toContain('w0rd');
});

test('masks each line of a key, and the texts of a JSON secret', () => {
  const key = '-----BEGIN KEY-----\nMIIabcdefgh\nqrstuvwxyz\n-----END KEY-----\n';
  const masker = createMasker([key, JSON.stringify({ private_key: key, port: 5432, user: 'robot-user' })]);
  expect(masker.mask('> MIIabcdefgh\n> qrstuvwxyz <')).toBe(`> ${MASK}\n> ${MASK} <`);
  expect(masker.mask('robot-user at 5432')).toBe(`${MASK} at 5432`);
});

test('masks overlapping secrets whole', () => {
  expect(createMasker(['abcdef', 'defghi']).mask('<abcdefghi>')).toBe(`<${MASK}>`);
  expect(createMasker(['abcdef', 'abcdefghi']).mask('<abcdefghi>')).toBe(`<${MASK}>`);
});

test('leaves what is too short to be one', () => {
  const masker = createMasker();
  expect(masker.add('1')).toBe(false);
  expect(masker.mask('11 1')).toBe('11 1');
});

test('finds a secret wherever the pieces of a stream are cut', () => {
  const text = `begin hunter2-hunter2 middle hunter2-hunter2`;
  for (let cut = 0; cut <= text.length; cut += 1) {
    for (let second = cut; second <= text.length; second += 5) {
      const stream = createMasker(['hunter2-hunter2']).stream();
      const out =
        stream.push(text.slice(0, cut)) + stream.push(text.slice(cut, second)) + stream.push(text.slice(second));
      expect(out + stream.end()).toBe(`begin ${MASK} middle ${MASK}`);
    }
  }
});

test('a longer secret that goes on in the next piece is masked whole', () => {
  const stream = createMasker(['abcdef', 'abcdefghi', 'defxyz']).stream();
  expect(
    stream.push('<abcdef') + stream.push('ghi>') + stream.push('abcdef') + stream.push('xyz>') + stream.end(),
  ).toBe(`<${MASK}>${MASK}>`);
});

test('a stream holds back only what may be a secret', () => {
  const stream = createMasker(['hunter2']).stream();
  expect(stream.push('nothing to hide')).toBe('nothing to hide');
  expect(stream.push('hun')).toBe('');
  expect(stream.push('gry')).toBe('hungry');
});

test('masks values deep, and answers the same object where there was nothing', () => {
  const masker = createMasker(['hunter2']);
  expect(masker.maskValue({ a: ['xhunter2', 1], hunter2: null })).toEqual({ a: [`x${MASK}`, 1], [MASK]: null });
  const clean = { a: [1, 'b'] };
  expect(masker.maskValue(clean)).toBe(clean);
});

test('is fast enough for a big log', () => {
  const masker = createMasker(Array.from({ length: 20 }, (_, index) => `secret-number-${index}-${'x'.repeat(index)}`));
  const text = 'a plain line of a log that holds no secret at all, only words and 12345\n'.repeat(14_000);
  const start = performance.now();
  masker.mask(text);
  expect(performance.now() - start).toBeLessThan(1000);
});

test('leaves the address of a stored file whole, and nothing that only begins like one', () => {
  const masker = createMasker(['gitphony']);
  const address = 'kestra:///gitphony/examples/taxi/executions/a1/tasks/extract/b2/rows.csv';
  expect(masker.maskValue({ uri: address })).toEqual({ uri: address });
  expect(masker.maskValue(`${address} gitphony`)).toBe(`${address.replace('gitphony', MASK)} ${MASK}`);
});
