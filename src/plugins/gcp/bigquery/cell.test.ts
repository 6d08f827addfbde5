import { expect, test } from 'vitest';
import { printJson } from '../../../util/json.ts';
import { readCell } from './cell.ts';
import type { TableField } from './rest-types.ts';

const nested: TableField[] = [
  { name: 'a', type: 'INTEGER' },
  { name: 'b', type: 'STRING', mode: 'REPEATED' },
];

test.each<[string, Partial<TableField>, unknown, string]>([
  ['a missing value', { type: 'STRING' }, null, 'null'],
  ['INTEGER', { type: 'INTEGER' }, '42', '42'],
  ['INTEGER beyond 2^53', { type: 'INTEGER' }, '9223372036854775807', '9223372036854775807'],
  ['FLOAT', { type: 'FLOAT' }, '4.0', '4.0'],
  ['NUMERIC', { type: 'NUMERIC' }, '12.5', '12.5'],
  ['BIGNUMERIC keeps its digits', { type: 'BIGNUMERIC' }, '0.12345678901234567890123', '"0.12345678901234567890123"'],
  ['BOOLEAN', { type: 'BOOLEAN' }, 'true', 'true'],
  ['TIMESTAMP', { type: 'TIMESTAMP' }, '1546300800000000', '"2019-01-01T00:00:00Z"'],
  ['TIMESTAMP with milliseconds', { type: 'TIMESTAMP' }, '1546300800120000', '"2019-01-01T00:00:00.120Z"'],
  ['TIMESTAMP before 1970', { type: 'TIMESTAMP' }, '-1', '"1969-12-31T23:59:59.999999Z"'],
  ['DATETIME', { type: 'DATETIME' }, '2019-01-01T10:00:00', '"2019-01-01T10:00:00Z"'],
  ['DATE', { type: 'DATE' }, '2019-01-01', '"2019-01-01"'],
  ['TIME', { type: 'TIME' }, '10:00:00.450000', '"10:00:00.45"'],
  ['TIME without a fraction', { type: 'TIME' }, '10:00:00', '"10:00:00"'],
  ['TIME with a fraction of zeros', { type: 'TIME' }, '10:30:00.000000', '"10:30:00"'],
  ['BYTES', { type: 'BYTES' }, 'AQI=', '"AQI="'],
  ['GEOGRAPHY', { type: 'GEOGRAPHY' }, 'POINT(2.5 -3.1)', '[2.5,-3.1]'],
  ['JSON', { type: 'JSON' }, '{"a":1}', '{"a":1}'],
  [
    'RANGE',
    { type: 'RANGE', rangeElementType: { type: 'DATE' } },
    '[2020-01-01, UNBOUNDED)',
    '{"start":"2020-01-01","end":null}',
  ],
  ['REPEATED', { type: 'INTEGER', mode: 'REPEATED' }, [{ v: '1' }, { v: '2' }], '[1,2]'],
  ['RECORD', { type: 'RECORD', fields: nested }, { f: [{ v: '1' }, { v: [{ v: 'x' }] }] }, '{"a":1,"b":["x"]}'],
])('%s', (_, field, value, expected) => {
  expect(printJson(readCell({ name: 'c', type: 'STRING', ...field }, value))).toBe(expected);
});
