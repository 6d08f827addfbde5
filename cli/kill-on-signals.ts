import type { ExecutionHandle } from '../src/engine/index.ts';
import type { ConsoleView } from './output/console-view.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Handlers of signals around one execution. */
export interface KillSwitch {
  /** The execution to kill; a signal that came before kills it now. */
  attach(handle: ExecutionHandle): void;
  /** Takes the handlers away. */
  release(): void;
}

/**
 * Ctrl-C, SIGTERM and SIGHUP kill the execution: its children end, it is recorded as KILLED. A second signal does not wait
 * for them, a third ends this process as it would any other. Call it before the execution starts: whoever has read its id
 * may send a signal at once.
 */
export function killOnSignals(view: ConsoleView): KillSwitch {
  let count = 0;
  let kill: ((reason: string) => void) | undefined;
  let early: string | undefined;
  const release = (): void => {
    for (const signal of signals) process.off(signal, onSignal);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    count += 1;
    view.note(
      count === 1
        ? `${signal}: killing the execution; once more to stop waiting for its tasks`
        : `${signal}: not waiting for its tasks`,
    );
    const reason = `killed by ${signal}`;
    if (kill === undefined) early = reason;
    else kill(reason);
    if (count > 1) release();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    attach(handle) {
      kill = (reason) => handle.kill(reason);
      if (early !== undefined) kill(early);
    },
    release,
  };
}
