import type { ExecutionHandle } from '../src/engine/index.ts';
import type { ConsoleView } from './output/console-view.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Ctrl-C, SIGTERM and SIGHUP kill the execution: its children end, it is recorded as KILLED. A second signal does not wait
 * for them, a third ends this process as it would any other. Answers a function that takes the handlers away.
 */
export function killOnSignals(handle: ExecutionHandle, view: ConsoleView): () => void {
  const release = (): void => {
    for (const signal of signals) process.off(signal, onSignal);
  };
  let count = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    count += 1;
    view.note(
      count === 1
        ? `${signal}: killing the execution; once more to stop waiting for its tasks`
        : `${signal}: not waiting for its tasks`,
    );
    handle.kill(`killed by ${signal}`);
    if (count > 1) release();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return release;
}
