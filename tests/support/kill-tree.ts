import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Kills a process and everything it started (SIGKILL). A process group would not do: act puts each step into a group of its own.
 * Reads /proc, so it knows descendants on Linux only; elsewhere it kills just the process.
 */
export async function killTree(pid: number): Promise<void> {
  const targets = [pid, ...(await descendantsOf(pid))];
  // The root first, so that it starts nothing more; the rest is known already and cannot escape by being re-parented.
  for (const target of targets) kill(target);
  await sleep(50);
}

/** The ids of all processes below `pid`, nearest first. */
export async function descendantsOf(pid: number): Promise<readonly number[]> {
  const children = await childrenByParent();
  const found: number[] = [];
  let level = [pid];
  while (level.length > 0) {
    level = level.flatMap((parent) => children.get(parent) ?? []);
    found.push(...level);
  }
  return found;
}

async function childrenByParent(): Promise<Map<number, number[]>> {
  const children = new Map<number, number[]>();
  const entries = await readdir('/proc').catch(() => []);
  for (const entry of entries.filter((name) => /^\d+$/.test(name))) {
    const parent = await parentOf(entry);
    if (parent === undefined) continue;
    children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  return children;
}

/** `/proc/<pid>/stat` is `pid (name) state ppid …`; the name may hold spaces and parentheses, so the last `)` counts (proc(5)). */
async function parentOf(pid: string): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields === undefined ? undefined : Number(fields[1]);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
