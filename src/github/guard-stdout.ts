import { AsyncLocalStorage } from 'node:async_hooks';
import type { ConsoleLog } from './console-log.ts';

const quiet = new AsyncLocalStorage<true>();

/** Work of a library that tells about itself: behind the gate, of what it prints only masks are let through (all of it with RUNNER_DEBUG). */
export function quietly<T>(work: () => Promise<T>): Promise<T> {
  return quiet.run(true, work);
}

/** A stream's own way of writing, and the way back. */
export interface GuardedStdout {
  /** Writes past the guard. */
  readonly write: (text: string) => void;
  /** Sends everything else that this process prints through the log from now on. */
  guard(log: Pick<ConsoleLog, 'foreign'>): void;
  release(): void;
}

/**
 * Puts a gate before standard output. The toolkit's functions print there, also from inside libraries and at any time; what they
 * print has to pass the stop of commands, and what is no command must not.
 */
export function guardStdout(stream: NodeJS.WriteStream = process.stdout): GuardedStdout {
  // Put back as it was; called on its stream.
  const original = stream.write.bind(stream);
  const write = (text: string): void => void original(text);
  return {
    write,
    guard(log) {
      stream.write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
        const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
        const isWanted = quiet.getStore() === undefined || process.env['RUNNER_DEBUG'] === '1';
        if (isWanted || text.startsWith('::add-mask::')) log.foreign(text);
        const done = rest.find((argument) => typeof argument === 'function');
        if (done !== undefined) queueMicrotask(done as () => void);
        return true;
      };
    },
    release() {
      stream.write = original;
    },
  };
}
