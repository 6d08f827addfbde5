import { expect, test } from 'vitest';
import { partitionsIn, type PartitionType } from './partitions.ts';

test.each<[PartitionType, string, string, string[]]>([
  ['DAY', '2019-01-02', '2019-01-31T00:00:00Z', ['20190102', '20190131']],
  ['MONTH', '2019-01-01T00:00', '2019-02-28T00:00', ['201901', '201902']],
  ['YEAR', '2019-01-01T00:00', '2019-01-01T00:00', ['2019']],
  ['HOUR', '2019-01-02T10:00:00.000000+01:00', '2019-01-02T10:30', ['2019010210']],
  ['RANGE', '-5', '100', ['0', '100']],
])('%s from %s to %s', (type, from, to, expected) => {
  const names = [
    '20190101',
    '20190102',
    '20190131',
    '20190201',
    '201901',
    '201902',
    '2019',
    '2019010210',
    '0',
    '100',
    '200',
    '__NULL__',
  ];
  expect(partitionsIn(names, type, from, to)).toEqual(expected);
});

test('a window that is none', () => {
  expect(() => partitionsIn([], 'DAY', 'soon', '2019-01-01')).toThrow(/`from` should be a time/);
  expect(() => partitionsIn([], 'RANGE', '1', '2019-01-01')).toThrow(/`to` should be a whole number/);
});
