import { expect, test } from 'vitest';
import { keptFromPolling } from './polled-runs.ts';

const run = (title: string, conclusion: string | null, createdAt = 0) => ({
  event: 'workflow_dispatch',
  title,
  createdAt,
  began: true,
  conclusion,
});
const own = { flowId: 'f', triggerId: 't', stopAfter: ['FAILED'] };

test('a run that still goes on keeps its trigger from polling, and no other', () => {
  expect(keptFromPolling(own, [run('f · t polled x', null)])).toContain('still runs');
  expect(keptFromPolling(own, [run('f · t2 polled x', null), run('f · by hand', null)])).toBeUndefined();
});

test('the newest run decides whether stopAfter stops it', () => {
  const [good, bad] = [run('f · t polled a', 'success', 1), run('f · t polled b', 'failure', 2)];
  expect(keptFromPolling(own, [good, bad])).toContain('ended as FAILED (stopAfter)');
  expect(keptFromPolling(own, [bad, { ...good, createdAt: 3 }])).toBeUndefined();
  expect(keptFromPolling({ ...own, stopAfter: undefined }, [bad])).toBeUndefined();
});

test('with allowConcurrent a run that still goes on keeps nothing, and the newest that ended decides about stopAfter', () => {
  const free = { ...own, allowConcurrent: true };
  expect(keptFromPolling(free, [run('f · t polled x', null)])).toBeUndefined();
  const [bad, running] = [run('f · t polled a', 'failure', 1), run('f · t polled b', null, 2)];
  expect(keptFromPolling(free, [bad, running])).toContain('ended as FAILED (stopAfter)');
});
