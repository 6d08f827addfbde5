/** What an execution goes on from. */
export interface ResumedFrom {
  /** `attempt 1`, `run 4711`. */
  readonly origin: string;
  /** Task runs that are not run again. */
  readonly kept: number;
  /** That one ended without a word. */
  readonly isLost: boolean;
}

/** One line for people. */
export function describeResumed({ origin, kept, isLost }: ResumedFrom): string {
  const runs = `${kept} task ${kept === 1 ? 'run' : 'runs'} taken over`;
  return `Resumed from ${origin}: ${runs}${isLost ? '. That one was interrupted: it ended without a word, and this goes on from its last upload' : ''}.`;
}
