import type { ExecutionHandle } from '../src/engine/index.ts';
import type { ConsoleView } from './output/console-view.ts';

/**
 * Ctrl-C, SIGTERM and SIGHUP kill the execution: its children end, it is recorded as KILLED. A second signal does not wait
 * for them. Answers a function that takes the handlers away.
 */
export function killOnSignals(handle: ExecutionHandle, view: ConsoleView): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const onSignal = (signal: NodeJS.Signals): void => {
    view.note(`${signal}: killing the execution; once more to stop waiting for its tasks`);
    handle.kill(`killed by ${signal}`);
  };
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
  };
}
