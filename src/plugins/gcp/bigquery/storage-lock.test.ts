import { expect, test } from 'vitest';
import lock from './storage-lock.json' with { type: 'json' };

test('every package that StorageWrite installs is pinned by its checksum', () => {
  const { '': own, ...packages } = lock.packages;
  const version = lock.packages['node_modules/@google-cloud/bigquery-storage'].version;
  expect(own.dependencies).toEqual({ '@google-cloud/bigquery-storage': version });
  const open = Object.entries(packages).filter(([, { integrity }]) => !integrity.startsWith('sha512-'));
  expect(open).toEqual([]);
});
