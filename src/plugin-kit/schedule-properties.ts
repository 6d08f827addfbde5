import { fixed, Type } from '../contract/schema.ts';
import { stateName } from './state-name.ts';

/** `recoverMissedSchedules` of triggers with planned times. */
export const missedSchedules = Type.Optional(
  fixed(
    Type.Union([Type.Literal('ALL'), Type.Literal('LAST'), Type.Literal('NONE')], {
      description:
        'Which times that passed without a run are made up for, by the next scheduled run on GitHub. Default: what gitphony.yaml says, else ALL.',
    }),
  ),
);

/** `stopAfter` of triggers with planned times. */
export const stopAfter = Type.Optional(
  fixed(
    Type.Array(stateName('A state of an execution.'), {
      description:
        'States of an execution (such as FAILED) after which the trigger fires no more until it is enabled again. A backfill ends after such an execution; on GitHub a trigger whose last run ended so starts nothing, until a run of it by hand ends well.',
    }),
  ),
);
