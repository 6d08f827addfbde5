import { expect, it } from 'vitest';
import { readSettings } from './settings.ts';

const read = (inputs: Readonly<Record<string, string>>) => readSettings((name) => inputs[name] ?? '');

it('fills in what is not given', () => {
  expect(read({ flow: 'flows/a.yaml' })).toEqual({
    flow: 'flows/a.yaml',
    mode: 'run',
    named: false,
    environment: '',
    ticks: [],
    planCount: '',
    planHash: '',
    scratch: false,
    handOver: [],
    ended: '',
    followers: [],
    maxParallel: undefined,
    slots: [],
    rest: '',
    token: '',
  });
});

it('reads a leg of a backfill', () => {
  expect(
    read({ flow: 'f', mode: 'backfill', ticks: 'a,b', 'plan-count': '2', 'plan-hash': 'h', scratch: 'true' }),
  ).toMatchObject({ mode: 'backfill', ticks: ['a', 'b'], planCount: '2', planHash: 'h', scratch: true });
});

it('reads what the plan job is told', () => {
  const given = { flow: 'f', mode: 'plan', 'max-parallel': '3', slots: '2,0,1' };
  expect(read(given)).toMatchObject({ maxParallel: 3, slots: [2, 0, 1] });
});

it('reads what the finish job is told', () => {
  const given = { flow: 'f', mode: 'finish', ended: '[]', followers: 'flows/a.yaml\nflows/b, c.yaml' };
  expect(read(given)).toMatchObject({ mode: 'finish', ended: '[]', followers: ['flows/a.yaml', 'flows/b, c.yaml'] });
  expect(read({ flow: 'f', 'hand-over': 'SUCCESS,WARNING' }).handOver).toEqual(['SUCCESS', 'WARNING']);
  expect(read({ flow: 'f', 'hand-over': 'all' }).handOver).toBeUndefined();
});

it.each([
  [{ flow: '' }, /input flow/],
  [
    { flow: 'f', mode: 'walk' },
    /input mode: expected one of run, run-named, plan, backfill, keys, finish, summary, hand-on, record, got "walk"/,
  ],
  [{ flow: 'f', mode: 'backfill' }, /input ticks/],
  [{ flow: 'f', scratch: 'yes' }, /input scratch/],
])('refuses %j', (inputs, message) => {
  expect(() => read(inputs)).toThrow(message);
});
