import type { ValueMap } from '../util/values.ts';

/** How a task run wants to be paused. */
export interface PauseRequest {
  /** Milliseconds after which it goes on by itself, counted from its first pause. Left out: somebody has to resume it. */
  readonly duration?: number;
  /** Whether the execution ends as CANCELLED when that time is over. Default false. */
  readonly cancels?: boolean;
}

/** How a pause ended. */
export type PauseEnd =
  /** Its time is over. */
  | { readonly by: 'time'; readonly pausedAt: number }
  /** Somebody resumed it, with these inputs (checked by what the task declares). */
  | { readonly by: 'hand'; readonly pausedAt: number; readonly inputs: ValueMap };
