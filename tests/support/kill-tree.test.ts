import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { descendantsOf, killTree } from './kill-tree.ts';

test('grandchildren in sessions of their own die too', async () => {
  const child = execa('sh', ['-c', 'setsid sh -c "sleep 300 & wait" & wait'], { reject: false });
  const pid = child.pid ?? 0;
  let below: readonly number[] = [];
  while (below.length < 2) {
    await sleep(20);
    below = await descendantsOf(pid);
  }
  await killTree(pid);
  await child;
  const states = below.map(
    async (descendant) =>
      /^\d+ \(.*\) (\w)/.exec(await readFile(`/proc/${descendant}/stat`, 'utf8').catch(() => ''))?.[1],
  );
  // Z: dead, and not yet fetched by the process that adopts orphans.
  for (const state of await Promise.all(states)) expect([undefined, 'Z', 'X']).toContain(state);
});
