import { fixed, Type } from '../contract/schema.ts';
import { stateName } from './state-name.ts';

/** `recoverMissedSchedules` of triggers with planned times. */
export const missedSchedules = Type.Optional(
  fixed(
    Type.Union([Type.Literal('ALL'), Type.Literal('LAST'), Type.Literal('NONE')], {
      description:
        'Which times that passed without a run are made up for. Default: ALL. A run on GitHub stands for the time that started it; times that GitHub dropped are made up for by a backfill.',
    }),
  ),
);

/** `stopAfter` of triggers with planned times. */
export const stopAfter = Type.Optional(
  fixed(
    Type.Array(stateName('A state of an execution.'), {
      description:
        'States of an execution (such as FAILED) after which the trigger fires no more until it is enabled again. A backfill ends after such an execution; a schedule on GitHub is stopped by `disabled: true` in the flow.',
    }),
  ),
);
