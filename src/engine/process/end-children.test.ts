import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { processStartTime } from '../../util/process-identity.ts';
import { endChildren, type Survivor } from './end-children.ts';
import { isGroupAlive } from './process-group.ts';

/** A shell that leads a group of its own and says when its script is under way. */
async function startGroup(script: string): Promise<Survivor> {
  const child = spawn('sh', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  const pid = child.pid ?? 0;
  return { pid, startTime: processStartTime(pid) ?? 0 };
}

test.each([
  ['a plain child', 'echo; sleep 100'],
  ['one with children in the background', 'sleep 100 & sleep 100 & echo; wait'],
  ['one that does not listen to SIGTERM', 'trap "" TERM; sleep 100 & echo; while :; do wait; sleep 1; done'],
  ['one that left its own children behind', '(trap "" TERM; sleep 100) & echo; sleep 0.1; exit 0'],
])('ends %s', async (_, script) => {
  const survivor = await startGroup(script);
  expect(isGroupAlive(survivor.pid)).toBe(true);
  await endChildren([survivor], 300);
  expect(isGroupAlive(survivor.pid)).toBe(false);
});

test('leaves a process alone that only has the same number', async () => {
  const survivor = await startGroup('echo; sleep 100');
  await endChildren([{ pid: survivor.pid, startTime: survivor.startTime - 1 }], 100);
  expect(isGroupAlive(survivor.pid)).toBe(true);
  await endChildren([survivor], 300);
});
