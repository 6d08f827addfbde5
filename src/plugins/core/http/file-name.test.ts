import { expect, it } from 'vitest';
import { fileNameOf } from './file-name.ts';

it.each([
  ['http://h/a/data.csv?x=1', undefined, 'data.csv'],
  ['http://h/', undefined, 'download'],
  ['http://h/a%20b.csv', undefined, 'a b.csv'],
  ['http://h/x', 'attachment; filename="my file.csv"', 'my file.csv'],
  ['http://h/x', 'attachment; filename=plain.csv', 'plain.csv'],
  ['http://h/x', "attachment; filename=a.csv; filename*=UTF-8''%C3%A4.csv", 'ä.csv'],
  ['http://h/x', 'attachment; filename="../../etc/passwd"', 'passwd'],
  ['http://h/x', 'attachment; filename=".."', 'x'],
  ['http://h/x', 'inline', 'x'],
  ['http://h/100%.csv', undefined, '100%.csv'],
])('%s with %j is %s', (uri, header, name) => {
  expect(fileNameOf(uri, header)).toBe(name);
});
