import { expect, test } from 'vitest';
import { toyConfig } from '../../tests/support/toy-flow.ts';
import { environmentNames, environmentOnRef } from './branch-environments.ts';

const branches = [
  { pattern: 'main', environment: 'prod' },
  { pattern: 'feature/*', environment: 'dev' },
  { pattern: 'feature/big', environment: 'never' },
  { pattern: 'v*', environment: 'staging' },
];
const config = {
  ...toyConfig,
  branches,
  namespaces: { finance: { pluginDefaults: [], environment: 'prod-finance' } },
};

test.each([
  ['demo', 'refs/heads/main', 'prod'],
  ['demo', 'refs/heads/Main', undefined],
  ['demo', 'refs/heads/main2', undefined],
  ['demo', 'refs/heads/feature/x', 'dev'],
  ['demo', 'refs/heads/feature/big', 'dev'],
  ['demo', 'refs/heads/feature', undefined],
  ['demo', 'refs/heads/v2', 'staging'],
  ['demo', 'refs/tags/main', undefined],
  ['demo', 'refs/pull/7/merge', undefined],
  ['finance.eu', 'refs/heads/main', 'prod-finance'],
  ['finance.eu', 'refs/heads/feature/x', 'dev'],
])('%s on %s runs in %s', (namespace, ref, expected) => {
  expect(environmentOnRef(config, namespace, ref)).toBe(expected);
});

test('without branches the namespace alone decides', () => {
  const plain = { ...config, branches: [] };
  expect(environmentOnRef(plain, 'finance', 'refs/heads/any')).toBe('prod-finance');
  expect(environmentOnRef(plain, 'demo', 'refs/heads/main')).toBeUndefined();
  expect(environmentNames(plain, 'demo')).toEqual([]);
});

test('every environment that a job may run in, each once', () => {
  expect(environmentNames(config, 'finance')).toEqual(['prod-finance', 'dev', 'never', 'staging']);
});
