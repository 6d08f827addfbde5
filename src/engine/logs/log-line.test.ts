import { expect, test } from 'vitest';
import { formatLogLine, type LogLine, parseLogLines } from './log-line.ts';

test('records read back as they were written, with line ends, tabs and look-alikes in them', () => {
  const lines: LogLine[] = [
    { ts: 1_700_000_000_000, level: 'INFO', message: 'plain' },
    { ts: 1_700_000_000_001, level: 'ERROR', message: 'two\nlines\n\n\tindented' },
    { ts: 1_700_000_000_002, level: 'WARN', message: '' },
    { ts: 1_700_000_000_003, level: 'DEBUG', message: 'quotes\n2024-01-01T00:00:00.000Z INFO somebody else' },
  ];
  expect(parseLogLines(lines.map(formatLogLine).join(''))).toEqual(lines);
});

test('a file that is cut off answers what is there', () => {
  expect(parseLogLines('2024-01-01T00:00:00.000Z INFO whole\n2024-01-01T00:00:00.001Z INFO cu')).toHaveLength(2);
  expect(parseLogLines('')).toEqual([]);
});
