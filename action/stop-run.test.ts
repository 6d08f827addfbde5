import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStopRun, type StopRun } from './stop-run.ts';

let stop: StopRun;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  stop.close();
  vi.useRealTimers();
});

/** An execution that ends when it is told to. */
function execution() {
  const reasons: string[] = [];
  let end: () => void = () => undefined;
  const result = new Promise<string>((resolve) => {
    end = () => resolve('ended');
  });
  const hear = (kind: string) => (reason?: string) => void reasons.push(`${kind}: ${reason ?? ''}`);
  return { reasons, end, result, kill: hear('kill'), stop: hear('stop') };
}

it('stops the execution, to be resumed, ten minutes before the job’s limit, and not before', async () => {
  stop = createStopRun(60);
  const running = execution();
  const watched = stop.watch(running, running.result);
  vi.advanceTimersByTime(50 * 60_000 - 1);
  expect(running.reasons).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(running.reasons).toEqual([expect.stringMatching(/^stop: .*limit of 60 minutes is 10 minutes away/)]);
  expect(`stop: ${stop.reason ?? ''}`).toBe(running.reasons[0]);
  running.end();
  expect(await watched).toBe('ended');
});

it('hands on each signal, for the second one waits for nobody', () => {
  stop = createStopRun(60);
  const running = execution();
  void stop.watch(running, running.result);
  process.emit('SIGINT', 'SIGINT');
  process.emit('SIGTERM', 'SIGTERM');
  expect(running.reasons).toEqual(['kill: the job was cancelled (SIGINT)', 'kill: the job was cancelled (SIGTERM)']);
  expect(stop.reason).toBe('the job was cancelled (SIGINT)');
});

it('leaves the execution to be resumed where the runner goes away; a cancel after that kills it', () => {
  stop = createStopRun(60);
  const running = execution();
  void stop.watch(running, running.result);
  process.emit('SIGTERM', 'SIGTERM');
  expect(running.reasons).toEqual(['stop: the runner ends (SIGTERM)']);
  process.emit('SIGINT', 'SIGINT');
  expect(running.reasons[1]).toBe('kill: the job was cancelled (SIGINT)');
});

it('remembers a signal between two executions, and ends the next one at once', () => {
  stop = createStopRun(60);
  process.emit('SIGINT', 'SIGINT');
  const running = execution();
  void stop.watch(running, running.result);
  expect(running.reasons).toEqual(['kill: the job was cancelled (SIGINT)']);
});

it('leaves signals alone once closed', () => {
  const before = process.listenerCount('SIGINT');
  stop = createStopRun(60);
  expect(process.listenerCount('SIGINT')).toBe(before + 1);
  stop.close();
  expect(process.listenerCount('SIGINT')).toBe(before);
  vi.advanceTimersByTime(3_600_000);
  expect(stop.reason).toBeUndefined();
});
