import { expect, test } from 'vitest';
import { describeTable } from './describe-table.ts';
import { tableDefinition } from './table-definition.ts';
import { tableDocument } from './table-document.ts';
import type { TableTaskProperties } from './table-properties.ts';

type Definition = NonNullable<TableTaskProperties['tableDefinition']>;

const where = { dataset: 'd', table: 't' };

/** The API answers a table with what it was given, its type, and 64-bit numbers as texts. */
function answered(given: Definition): Record<string, unknown> {
  return tableDefinition({ type: given.type, ...tableDocument({ ...where, tableDefinition: given }, 0) });
}

const definitions: Record<string, Definition> = {
  'a partitioned and clustered table': {
    type: 'TABLE',
    schema: {
      fields: [
        { name: 'id', type: 'INT64', mode: 'REQUIRED', description: 'which', policyTags: { names: ['p/1'] } },
        { name: 'at', type: 'STRUCT', subFields: [{ name: 'day', type: 'DATE' }] },
      ],
    },
    standardTableDefinition: {
      clustering: ['id'],
      timePartitioning: { type: 'DAY', field: 'day', expiration: 'PT48H', requirePartitionFilter: true },
    },
  },
  'a table partitioned by ranges': {
    type: 'TABLE',
    standardTableDefinition: { rangePartitioning: { field: 'id', range: { start: 0, end: 100, interval: 10 } } },
  },
  'a view with functions': {
    type: 'VIEW',
    viewDefinition: {
      query: 'SELECT 1',
      viewUserDefinedFunctions: [
        { type: 'INLINE', content: 'function f() {}' },
        { type: 'FROM_URI', content: 'gs://b/f.js' },
      ],
    },
  },
  'a materialized view': {
    type: 'MATERIALIZED_VIEW',
    materializedViewDefinition: { query: 'SELECT 1', enableRefresh: true, refreshInterval: 'PT30M' },
  },
  'files of Cloud Storage': {
    type: 'EXTERNAL',
    externalTableDefinition: { sourceUris: ['gs://b/*.json'], formatType: 'JSON', maxBadRecords: 3, autodetect: true },
  },
};

test.each(Object.entries(definitions))('%s is shown as it was given', (_, given) => {
  expect(answered(given)).toEqual({ ...(given.type === 'TABLE' ? { standardTableDefinition: {} } : {}), ...given });
});

test('columns have the names of standard SQL, whatever the API calls them', () => {
  const fields = ['INTEGER', 'FLOAT', 'BOOLEAN', 'RECORD', 'STRING'].map((type) => ({ name: 'c', type }));
  const { schema } = tableDefinition({ type: 'TABLE', schema: { fields } }) as {
    schema: { fields: { type: string }[] };
  };
  expect(schema.fields.map(({ type }) => type)).toEqual(['INT64', 'FLOAT64', 'BOOL', 'STRUCT', 'STRING']);
});

test('a view is of standard SQL, and of the old dialect only with functions beside it', () => {
  const view = (tableDefinition: Definition): unknown => tableDocument({ ...where, tableDefinition }, 0)['view'];
  expect(view({ viewDefinition: { query: 'SELECT 1' } })).toEqual({ query: 'SELECT 1', useLegacySql: false });
  expect(view(definitions['a view with functions'] ?? {})).toMatchObject({
    useLegacySql: true,
    userDefinedFunctionResources: [{ inlineCode: 'function f() {}' }, { resourceUri: 'gs://b/f.js' }],
  });
});

test('what else BigQuery knows: the key, the buffer of streamed rows, the last refresh', () => {
  const shown = describeTable({
    type: 'TABLE',
    encryptionConfiguration: { kmsKeyName: 'k' },
    streamingBuffer: { estimatedRows: '12', estimatedBytes: '340', oldestEntryTime: '1546336800000' },
  });
  expect(shown).toMatchObject({
    encryptionConfiguration: { kmsKeyName: 'k' },
    definition: { standardTableDefinition: { streamingBuffer: { estimatedRows: 12, estimatedBytes: 340 } } },
  });
  const refreshed = { query: 'SELECT 1', lastRefreshTime: '1546336800000' };
  expect(tableDefinition({ type: 'MATERIALIZED_VIEW', materializedView: refreshed })).toEqual({
    type: 'MATERIALIZED_VIEW',
    materializedViewDefinition: { query: 'SELECT 1', lastRefreshDate: '2019-01-01T10:00:00.000Z' },
  });
});
