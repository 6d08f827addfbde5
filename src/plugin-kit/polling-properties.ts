import { durationText, fixed, Type } from '../contract/schema.ts';
import { stateName } from './state-name.ts';

/** How often a polling trigger looks where it does not say: as on a Kestra server. */
export const DEFAULT_INTERVAL = 'PT1M';

/** What every polling trigger takes. */
export const pollingProperties = {
  interval: Type.Optional(
    fixed(
      durationText({
        default: DEFAULT_INTERVAL,
        description: 'How often to look. On GitHub it is five minutes (PT5M) where it is less, or nothing is said.',
      }),
    ),
  ),
  stopAfter: Type.Optional(
    fixed(
      Type.Array(stateName('A state of an execution.'), {
        description:
          'States (such as SUCCESS) after which the trigger looks no more: its last execution ended so. A run of it by hand that ends otherwise lets it go on.',
      }),
    ),
  ),
};

/** Which news of a thing counts. */
export type NewsKind = 'CREATE' | 'UPDATE' | 'CREATE_OR_UPDATE';

/** Whether a thing was seen for the first time, or has changed. */
export type ChangeType = 'CREATE' | 'UPDATE';

/** Of a thing that a trigger found. */
export const changeType = Type.Unsafe<ChangeType>({
  type: 'string',
  enum: ['CREATE', 'UPDATE'],
  description: 'CREATE: seen for the first time; UPDATE: has changed since.',
});

/** What polling triggers take that remember what they saw. */
export const rememberingProperties = {
  on: Type.Optional(
    Type.Unsafe<NewsKind>({
      type: 'string',
      enum: ['CREATE', 'UPDATE', 'CREATE_OR_UPDATE'],
      default: 'CREATE_OR_UPDATE',
      description:
        'CREATE: things that were not seen before; UPDATE: things seen before that have changed; CREATE_OR_UPDATE: both.',
    }),
  ),
  stateKey: Type.Optional(
    fixed(
      Type.String({
        pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]*$',
        maxLength: 150,
        description:
          'Name under which what was seen is kept, in the namespace of the flow; another one begins anew. Default: the names of flow and trigger.',
      }),
    ),
  ),
  stateTtl: Type.Optional(
    durationText({
      description: 'How long something that was seen is remembered; then it is new again. Default: for ever.',
    }),
  ),
};
