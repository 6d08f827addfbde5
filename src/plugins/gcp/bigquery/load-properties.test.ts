import { expect, test } from 'vitest';
import { loadConfiguration } from './load-properties.ts';

const csv = { destinationTable: 'd.t', format: 'CSV' as const };

test('options of CSV by the names and types of the API', () => {
  const csvOptions = {
    allowJaggedRows: true,
    allowQuotedNewLines: true,
    encoding: 'ISO-8859-1',
    fieldDelimiter: ';',
    quote: '',
    skipLeadingRows: 1,
  };
  expect(loadConfiguration({ ...csv, csvOptions }, 'p')).toEqual({
    destinationTable: { projectId: 'p', datasetId: 'd', tableId: 't' },
    sourceFormat: 'CSV',
    allowJaggedRows: true,
    allowQuotedNewlines: true,
    encoding: 'ISO-8859-1',
    fieldDelimiter: ';',
    quote: '',
    skipLeadingRows: '1',
  });
});

test('options of another format are left out', () => {
  const options = { csvOptions: { quote: "'" }, avroOptions: { useAvroLogicalTypes: true } };
  expect(loadConfiguration({ ...csv, ...options, format: 'PARQUET' }, 'p')).toMatchObject({ sourceFormat: 'PARQUET' });
  expect(loadConfiguration({ ...csv, ...options, format: 'PARQUET' }, 'p')).not.toHaveProperty('quote');
  expect(loadConfiguration({ ...csv, ...options, format: 'AVRO' }, 'p')).toMatchObject({ useAvroLogicalTypes: true });
});
