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
  const stored = storeFileInput('f', 'just text', { storeFile: () => Promise.reject(error) });
  await expect(stored).rejects.toThrow(InputError);
  await expect(stored).rejects.toThrow('expected the path of a file, got "just text": no file has this path');
});

test('a full disk is no fault of the input', async () => {
  const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  const stored = storeFileInput('f', 'a.txt', { storeFile: () => Promise.reject(full) });
  await expect(stored).rejects.toBe(full);
});
