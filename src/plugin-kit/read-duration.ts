import { TaskError } from '../contract/errors.ts';
import { DurationError, parseDuration } from '../util/duration.ts';

/** Milliseconds of a task's duration property. A text that is none fails the task for good: trying again cannot help. */
export function readDuration(property: string, text: string): number {
  try {
    return parseDuration(text);
  } catch (cause) {
    if (!(cause instanceof DurationError)) throw cause;
    throw new TaskError('BAD_DURATION', `${property}: ${cause.message}`, { cause, retryable: false, hint: cause.hint });
  }
}
