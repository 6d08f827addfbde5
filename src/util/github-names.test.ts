import { expect, test } from 'vitest';
import { githubName, inputFieldName, kvVariable, secretVariable } from './github-names.ts';

test.each([
  ['DB_PASSWORD', 'DB_PASSWORD'],
  ['db.password', 'DB_PASSWORD'],
  ['gcp-bucket', 'GCP_BUCKET'],
  ['2fa', '_2FA'],
  ['GITHUB_TOKEN', '_GITHUB_TOKEN'],
  ['github.token', '_GITHUB_TOKEN'],
  ['größe', 'GR_SSE'],
  ['', '_'],
])('%j is %s on GitHub', (name, expected) => {
  expect(githubName(name)).toBe(expected);
});

test('a job hands secrets and variables over under prefixes of ours', () => {
  expect(secretVariable('db.password')).toBe('GITPHONY_SECRET_DB_PASSWORD');
  expect(kvVariable('company.team', 'gcp-bucket')).toBe('GITPHONY_VAR_COMPANY_TEAM__GCP_BUCKET');
});

test.each([
  ['taxi', 'taxi'],
  ['db.host', 'db--host'],
  ['dry-run', 'dry-run'],
  ['2019', 'i-2019'],
  ['_start', 'i-_start'],
])('the field of input %s is %s', (id, field) => {
  expect(inputFieldName(id)).toBe(field);
});
