import { expect, test } from 'vitest';
import { parseJson } from '../../../util/json.ts';
import type { ValueMap } from '../../../util/values.ts';
import { storageRow } from './storage-row.ts';

const row = (json: string): ValueMap => parseJson(json) as ValueMap;

test.each([
  ['INTEGER', '9007199254740993', '9007199254740993'],
  ['INTEGER', '1.0', '1'],
  ['INTEGER', '"42"', '42'],
  ['FLOAT', '2.5', 2.5],
  ['FLOAT', '"-inf"', Number.NEGATIVE_INFINITY],
  ['NUMERIC', '"1.23456789"', '1.23456789'],
  ['NUMERIC', '4', '4'],
  ['BOOLEAN', 'true', true],
  ['STRING', '12', '12'],
  ['BYTES', '"YWJj"', 'YWJj'],
  ['TIMESTAMP', '"2019-01-01T10:00:00Z"', '1546336800000000'],
  ['TIMESTAMP', '"1969-12-31 23:59:59.999999+00:00"', '-1'],
  ['TIMESTAMP', '"2019-01-01T10:00:00+0100"', '1546333200000000'],
  ['TIMESTAMP', '1546336800000000', '1546336800000000'],
  ['DATE', '"1970-01-03"', 2],
  ['DATETIME', '"2019-01-01T10:00:00Z"', '2019-01-01T10:00:00'],
  ['TIME', '"10:00:00"', '10:00:00'],
  ['GEOGRAPHY', '[1.5, 2]', 'POINT(1.5 2)'],
  ['GEOGRAPHY', '"LINESTRING(1 1, 2 2)"', 'LINESTRING(1 1, 2 2)'],
  ['GEOGRAPHY', '"POINT EMPTY"', 'POINT EMPTY'],
  ['GEOGRAPHY', '{"type": "Point", "coordinates": [1.5, 2]}', '{"type":"Point","coordinates":[1.5,2]}'],
  ['BIGNUMERIC', '"0.12345678901234567890123456789012345678"', '0.12345678901234567890123456789012345678'],
  ['INTERVAL', '"1-2 3 4:5:6"', '1-2 3 4:5:6'],
  ['INTERVAL', '"P3D"', '0-0 3 0:0:0'],
  ['JSON', '{"a": [1.0]}', '{"a":[1.0]}'],
])('%s %s', (type, json, expected) => {
  expect(storageRow([{ name: 'v', type }], row(`{"v": ${json}}`), 1)).toEqual({ v: expected });
});

test('names of columns in any case, nulls left out, lists, records and ranges', () => {
  const fields = [
    { name: 'Id', type: 'INTEGER', mode: 'REQUIRED' },
    { name: 'gone', type: 'STRING' },
    { name: 'tags', type: 'STRING', mode: 'REPEATED' },
    { name: 'where', type: 'RECORD', fields: [{ name: 'city', type: 'STRING' }] },
    { name: 'stay', type: 'RANGE', rangeElementType: { type: 'DATE' } },
  ];
  const json =
    '{"ID": 1, "gone": null, "tags": ["a"], "where": {"city": "Ulm"}, "stay": {"start": "1970-01-02", "end": null}}';
  expect(storageRow(fields, row(json), 1)).toEqual({
    Id: '1',
    tags: ['a'],
    where: { city: 'Ulm' },
    stay: { start: 1 },
  });
});

test.each([
  ['INTEGER', '1.5', 'column v: expected INTEGER, got 1.5'],
  ['INTEGER', '"x"', 'column v: expected INTEGER, got "x"'],
  ['BOOLEAN', '1', 'expected BOOLEAN'],
  ['DATE', '"tomorrow"', 'expected DATE'],
  ['TIMESTAMP', '"2019-13-01"', 'expected TIMESTAMP'],
  ['STRING', '{"a": 1}', 'expected STRING'],
  ['INTERVAL', '"1 day"', 'expected INTERVAL'],
  ['INTERVAL', '86400', 'expected INTERVAL'],
  ['DATETIME', '"2019-01-01T10:00:00+02:00"', 'expected DATETIME'],
  ['TIME', '"10"', 'expected TIME'],
  ['GEOGRAPHY', '"here"', 'expected GEOGRAPHY'],
  ['GEOGRAPHY', '[1, "x"]', 'expected GEOGRAPHY'],
])('%s does not take %s', (type, json, message) => {
  const write = (): unknown => storageRow([{ name: 'v', type }], row(`{"v": ${json}}`), 17);
  expect(write).toThrow(expect.objectContaining({ code: 'BIGQUERY_BAD_ROW', retryable: false }));
  expect(write).toThrow(`row 17 of the file, ${message.startsWith('column') ? '' : 'column v: '}${message}`);
});

test('a column that the table lacks, and one that the row lacks', () => {
  const fields = [{ name: 'a', type: 'RECORD', fields: [{ name: 'b', type: 'STRING', mode: 'REQUIRED' }] }];
  expect(() => storageRow(fields, row('{"a": {"c": 1}}'), 2)).toThrow(
    'row 2 of the file, column a.c: the table has no such column; it has b',
  );
  expect(() => storageRow(fields, row('{"a": {}}'), 3)).toThrow('row 3 of the file, column a.b: a value is required');
});
