import { expect, test } from 'vitest';
import { builtinRegistry } from './registry.ts';

const log = 'io.kestra.plugin.core.log.Log';

test('a type is loaded once, by whichever of its names', async () => {
  const [first, again] = [builtinRegistry.load(log), builtinRegistry.load(log)];
  expect(again).toBe(first);
  expect((await first).type).toBe(log);
  const [described, once] = await Promise.all([builtinRegistry.describe(log), builtinRegistry.describe(log)]);
  expect(once.schema).toBe(described.schema);
});

test('a type that is not there is refused each time', () => {
  for (const _ of ['first', 'again'])
    expect(() => builtinRegistry.load('no.such.Type')).toThrow(/expected a known type/);
});
