import { expect, it } from 'vitest';
import { namespaceFileUri, parseNamespaceFileUri } from './namespace-file-uri.ts';

it.each([
  ['nsfile:///a.sql', { path: 'a.sql' }],
  ['nsfile:///sql/a b.sql', { path: 'sql/a b.sql' }],
  ['nsfile://company.other/sql/a.sql', { namespace: 'company.other', path: 'sql/a.sql' }],
  ['kestra:///company/team/_files/sql/a%20b.sql', { namespace: 'company.team', path: 'sql/a b.sql' }],
  ['kestra:///company/team/flow/executions/1/tasks/t/r/a.sql', undefined],
  ['sql/a.sql', undefined],
  ['https://example.com/_files/x', undefined],
])('%s is %j', (uri, place) => {
  expect(parseNamespaceFileUri(uri)).toEqual(place);
});

it('reads what it writes', () => {
  expect(namespaceFileUri('company.team', '/x y.py')).toBe('kestra:///company/team/_files/x%20y.py');
  expect(parseNamespaceFileUri(namespaceFileUri('a.b', 'c/d e'))).toEqual({ namespace: 'a.b', path: 'c/d e' });
});
