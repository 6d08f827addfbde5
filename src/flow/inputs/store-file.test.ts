import { expect, test } from 'vitest';
import { InputError } from './input-error.ts';
import { storeFileInput } from './store-file.ts';

const missing = Object.assign(new Error('ENOENT: no such file or directory'), { code: 'ENOENT' });

test.for([
  ['the file system', missing],
  [
    'a storage around it',
    Object.assign(new Error('cannot store', { cause: missing }), { code: 'STORAGE_WRITE_FAILED' }),
  ],
] as const)('a path without a file is a wrong input, told by %s', async ([, error]) => {
  const stored = storeFileInput('f', 'just text', { isAddress: () => false, storeFile: () => Promise.reject(error) });
  await expect(stored).rejects.toThrow(InputError);
  await expect(stored).rejects.toThrow('expected the path of a file, got "just text": no file has this path');
});

test('a full disk is no fault of the input', async () => {
  const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  const stored = storeFileInput('f', 'a.txt', { isAddress: () => false, storeFile: () => Promise.reject(full) });
  await expect(stored).rejects.toBe(full);
});

const known = { isAddress: () => true, storeFile: () => Promise.reject(new Error('it is no file')) };

test.for([
  ['gs://lake', 'got the bucket "gs://lake"'],
  ['gs://lake/', 'got the bucket "gs://lake/"'],
  ['gs://lake/in/', 'got the folder "gs://lake/in/"'],
  ['gs:///x.csv', 'which has no bucket'],
  // It may come to stand in a script or in SQL.
  ["gs://lake/x'; rm -rf /x", 'expected an address of letters, digits'],
  ['gs://lake/$(id)', 'expected an address of letters, digits'],
  ['gs://lake/a b', 'expected an address of letters, digits'],
] as const)('%s is no address that may be typed', async ([address, message]) => {
  await expect(storeFileInput('f', address, known)).rejects.toThrow(message);
});

test('an address is kept as it is', async () => {
  expect(await storeFileInput('f', 's3://lake/a/b%20c.csv', known)).toBe('s3://lake/a/b%20c.csv');
});
