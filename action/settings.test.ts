import { expect, it } from 'vitest';
import { readSettings } from './settings.ts';

const read = (inputs: Readonly<Record<string, string>>) => readSettings((name) => inputs[name] ?? '');

it('fills in what is not given', () => {
  expect(read({ flow: 'flows/a.yaml' })).toEqual({
    flow: 'flows/a.yaml',
    mode: 'run',
    ticks: [],
    planCount: '',
    planHash: '',
    scratch: false,
  });
});

it('reads a leg of a backfill', () => {
  expect(
    read({ flow: 'f', mode: 'backfill', ticks: 'a,b', 'plan-count': '2', 'plan-hash': 'h', scratch: 'true' }),
  ).toMatchObject({ mode: 'backfill', ticks: ['a', 'b'], planCount: '2', planHash: 'h', scratch: true });
});

it.each([
  [{ flow: '' }, /input flow/],
  [{ flow: 'f', mode: 'walk' }, /input mode: expected one of run, plan, backfill, got "walk"/],
  [{ flow: 'f', mode: 'backfill' }, /input ticks/],
  [{ flow: 'f', scratch: 'yes' }, /input scratch/],
])('refuses %j', (inputs, message) => {
  expect(() => read(inputs)).toThrow(message);
});
