import type { PlannedFailure } from '../planned-failures.ts';
import { errorReply } from './replies.ts';

/** Writes by compare-and-set: moving a reference, a file of the contents interface, a commit by GraphQL. */
const compareAndSet = /^(?:PATCH \S*\/git\/refs\/|PUT \S*\/contents\/|POST \S*\/graphql)/;

const any = /./;

/** GitHub in trouble, for `api.fail(…)`. Each takes the requests that it hits (`METHOD /path?query`) and how many of them; default: the next one of all. */
export const faults = {
  /** An error of the server's own; nothing was done. */
  serverError: (match = any, times = 1): PlannedFailure => ({ match, times, reply: errorReply(502, 'Server Error') }),
  /** The connection ends before anything was done. */
  dropped: (match = any, times = 1): PlannedFailure => ({ match, times, reply: 'drop' }),
  /** The request is carried out, its answer lost: who repeats it does it twice. */
  lostAnswer: (match = any, times = 1): PlannedFailure => ({ match, times, reply: 'drop', carriedOut: true }),
  /** Late by so many milliseconds. */
  slow: (delay: number, match = any, times = 1): PlannedFailure => ({ match, times, delay }),
  /** Too much at once; GitHub says after how many seconds to come again. */
  secondaryLimit: (seconds: number, match = any, times = 1): PlannedFailure => ({
    match,
    times,
    reply: errorReply(
      403,
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
      { 'retry-after': String(seconds) },
    ),
  }),
  /** Somebody else was faster, each second time; for as long as the test lasts. */
  conflictOnEverySecondWrite: (): PlannedFailure => ({
    match: compareAndSet,
    every: 2,
    times: Number.POSITIVE_INFINITY,
    reply: errorReply(409, 'is at another commit than expected'),
  }),
} as const;
