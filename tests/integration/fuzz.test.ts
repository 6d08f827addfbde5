import { expect, test } from 'vitest';
import { runTarget } from '../../bench/fuzz/target.ts';
import { targets } from '../../bench/fuzz/targets.ts';

/** A small part of `bench/fuzz/main.ts`, which runs 100,000 of each. */
const counts: Readonly<Record<string, number>> = { flows: 250, expressions: 3000, times: 1500 };

test.each(targets)('mangled $name end in a result or a typed error, soon', async (target) => {
  const findings = await runTarget(target, { from: 1, count: counts[target.name] ?? 100 });
  expect(findings).toEqual([]);
});

test('seeds that once broke something', async () => {
  for (const [name, seed] of [['flows', 84_146]] as const) {
    const target = targets.find((candidate) => candidate.name === name);
    expect(target === undefined ? [] : await runTarget(target, { from: seed, count: 1 })).toEqual([]);
    expect(target, name).toBeDefined();
  }
});
