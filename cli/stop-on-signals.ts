import type { ExecutionHandle } from '../src/engine/index.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Handlers of signals around many executions. */
export interface StopSwitch {
  /** An execution to kill when a signal comes; one that ends is forgotten. */
  attach(handle: ExecutionHandle): void;
  stopped(): boolean;
  /** Takes the handlers away. */
  release(): void;
}

/** A signal kills all executions that run, so that no child stays; a second one ends this process as it would any other. */
export function stopOnSignals(): StopSwitch {
  const running = new Set<ExecutionHandle>();
  let stopped = false;
  const release = (): void => {
    for (const signal of signals) process.off(signal, onSignal);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    stopped = true;
    for (const handle of running) handle.kill(`killed by ${signal}`);
    release();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    attach(handle) {
      running.add(handle);
      const forget = (): void => void running.delete(handle);
      handle.result.then(forget, forget);
      if (stopped) handle.kill('killed by a signal');
    },
    stopped: () => stopped,
    release,
  };
}
