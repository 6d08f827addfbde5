import { expect, test } from 'vitest';
import { parseTable } from './bigquery/table-id.ts';
import { addressText, parseAddress, parseObject } from './gcs/address.ts';

test.each([
  ['gs://b/a.csv', { bucket: 'b', name: 'a.csv' }],
  ['gs://b/x/y z.csv', { bucket: 'b', name: 'x/y z.csv' }],
  ['gs://b/x/y%20z.csv', { bucket: 'b', name: 'x/y z.csv' }],
  ['gs://b', { bucket: 'b', name: '' }],
])('%s', (text, expected) => {
  expect(parseAddress('to', text)).toEqual(expected);
});

test.each(['b/a.csv', 's3://b/a', 'gs://', ''])('%s is no address', (text) => {
  expect(() => parseAddress('to', text)).toThrow(expect.objectContaining({ code: 'GCS_BAD_ADDRESS' }));
});

test('an object has a name', () => {
  expect(() => parseObject('to', 'gs://b/folder/')).toThrow(/is a folder/);
  expect(addressText(parseObject('to', 'gs://b/a b'))).toBe('gs://b/a%20b');
});

test.each([
  ['d.t', { projectId: 'own', datasetId: 'd', tableId: 't' }],
  ['p.d.t', { projectId: 'p', datasetId: 'd', tableId: 't' }],
  ['`p-1.d.t$20200101`', { projectId: 'p-1', datasetId: 'd', tableId: 't$20200101' }],
  ['example.com:p.d.t', { projectId: 'example.com:p', datasetId: 'd', tableId: 't' }],
])('table %s', (text, expected) => {
  expect(parseTable(text, 'own')).toEqual(expected);
});

test.each(['t', '', 'a.b.'])('%s is no table', (text) => {
  expect(() => parseTable(text, 'own')).toThrow(expect.objectContaining({ code: 'BIGQUERY_BAD_TABLE' }));
});
