import type { GithubRepository } from '../github/api/client.ts';
import type { ClaimHolder } from '../github/claim-holder.ts';
import { claimTick, releaseTick } from '../github/claim-tick.ts';
import { dispatchWorkflow } from '../github/dispatch-workflow.ts';
import { dispatchField, skipBegun } from '../util/dispatch-fields.ts';

/** A planned time that nothing stood for, to be started from outside of its workflow. */
export interface TickOrder {
  /** `namespace.id`. */
  readonly flow: string;
  readonly trigger: string;
  /** Milliseconds since 1970. */
  readonly tick: number;
  /** How many runs for it were cancelled before they began: each needs a claim of its own. */
  readonly cancelled: number;
  /** Branch or tag. */
  readonly ref: string;
  /** Who claims it. */
  readonly holder: ClaimHolder;
  /** Asks GitHub whether a run stands for it by now. */
  readonly isStarted: () => Promise<boolean>;
}

/**
 * Claims a planned time and dispatches it: of several that look at the same time one does, the others get `taken`. The run itself
 * ends without doing anything where an older run stood for the time: GitHub's own event may come between look and dispatch.
 */
export async function startTick(
  github: GithubRepository,
  { flow, trigger, tick, cancelled, ref, holder, isStarted }: TickOrder,
): Promise<'taken' | { readonly run: number | undefined }> {
  const claim = { flow, trigger, tick, cancelled };
  if (!(await claimTick(github, claim, holder, isStarted))) return 'taken';
  const inputs = {
    [dispatchField.trigger]: trigger,
    [dispatchField.date]: new Date(tick).toISOString(),
    [dispatchField.skip]: skipBegun,
  };
  try {
    return { run: await dispatchWorkflow(github, { workflow: `${flow}.yml`, ref, inputs }) };
  } catch (error) {
    await releaseTick(github, claim);
    throw error;
  }
}
