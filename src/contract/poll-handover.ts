import type { Value, ValueMap } from '../util/values.ts';

/**
 * What a poll hands to the execution: variables; what `take` of the trigger makes them of; or that the execution is to poll again,
 * because they were too long or not for everybody to read.
 */
export type PollHandover = { readonly variables: ValueMap } | { readonly found: Value } | { readonly again: true };
