import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Ticks of the kernel's clock in a second; 100 wherever Linux runs today. Source: proc(5), sysconf(_SC_CLK_TCK) */
const TICKS = 100;

/**
 * CPU seconds used so far by the children of this process that have ended, with theirs, and by a PostgreSQL server with its
 * backends. A wall clock also counts what others did meanwhile; these do not. Linux only; undefined elsewhere.
 */
export async function usedCpu(postmaster: number): Promise<number | undefined> {
  // A backend that ends just now is counted neither as the server's child nor among those that have ended: look until it is one of them.
  let last = await readCpu(postmaster);
  for (;;) {
    await sleep(100);
    const now = await readCpu(postmaster);
    if (now === undefined || last === undefined) return undefined;
    if (Math.abs(now - last) < 0.03) return now;
    last = now;
  }
}

async function readCpu(postmaster: number): Promise<number | undefined> {
  const own = await readTimes('self');
  const server = await readTimes(postmaster);
  if (own === undefined || server === undefined) return undefined;
  const backends = await Promise.all((await childrenOf(postmaster)).map((pid) => readTimes(pid)));
  const ticks = own.ofEnded + server.own + server.ofEnded + backends.reduce((sum, times) => sum + (times?.own ?? 0), 0);
  return ticks / TICKS;
}

interface Times {
  readonly parent: number;
  readonly own: number;
  /** Of children that have ended and were waited for. */
  readonly ofEnded: number;
}

async function readTimes(pid: number | string): Promise<Times | undefined> {
  let text: string;
  try {
    text = await readFile(`/proc/${pid}/stat`, 'utf8');
  } catch {
    // The process has ended, or this system has no /proc.
    return undefined;
  }
  // The name in parentheses may hold blanks; what follows it are numbers, the state first.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const number = (index: number): number => Number(fields[index] ?? Number.NaN);
  return { parent: number(1), own: number(11) + number(12), ofEnded: number(13) + number(14) };
}

async function childrenOf(parent: number): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const times = await Promise.all(pids.map(async (pid) => ({ pid, times: await readTimes(pid) })));
  return times.flatMap(({ pid, times: found }) => (found?.parent === parent ? [pid] : []));
}
