/**
 * A listener of a door (console, UI, summary) that cannot harm the run: what it throws is told once, as a warning of the
 * process, and the run goes on.
 */
export function guardListener<T>(
  name: string,
  listener: ((item: T) => void) | undefined,
): ((item: T) => void) | undefined {
  if (listener === undefined) return undefined;
  let warned = false;
  return (item) => {
    try {
      listener(item);
    } catch (error) {
      if (warned) return;
      warned = true;
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.emitWarning(`the listener ${name} of this run failed, and may show less than happened: ${reason}`);
    }
  };
}
