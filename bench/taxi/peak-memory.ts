import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MILLISECONDS = 20;

/**
 * Watches a process until `stop` and answers the most memory it had resident, in bytes: the kernel's own high-water mark,
 * so polling misses nothing but growth in the last moment. Linux only; undefined elsewhere.
 */
export function watchPeakMemory(pid: number): { stop(): Promise<number | undefined> } {
  let peak: number | undefined;
  const end = new AbortController();
  const poll = async (): Promise<void> => {
    while (!end.signal.aborted) {
      try {
        const status = await readFile(`/proc/${pid}/status`, 'utf8');
        const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
        if (kilobytes !== undefined) peak = Math.max(peak ?? 0, Number(kilobytes) * 1024);
      } catch {
        // The process has ended, or this system has no /proc: what was seen is the answer.
        return;
      }
      await sleep(POLL_MILLISECONDS);
    }
  };
  const polling = poll();
  return {
    stop: async () => {
      end.abort();
      await polling;
      return peak;
    },
  };
}
