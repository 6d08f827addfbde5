import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { DispatchInput } from '../src/contract/workflow-model.ts';
import { dispatchField, unsetChoice } from '../src/util/dispatch-fields.ts';
import type { TriggerPlan } from './plan-triggers.ts';

/** The fields of ours: only a flow with planned ticks has any. */
export function backfillFields(
  triggers: TriggerPlan,
  config: ProjectConfig,
  { scratch, maxParallel }: { readonly scratch: boolean; readonly maxParallel: number | undefined },
): Record<string, DispatchInput> {
  const ids = triggers.scheduled.map(({ node }) => node.id);
  if (ids.length === 0) return {};
  const text = (description: string): DispatchInput => ({ description, required: false, type: 'string' });
  return {
    [dispatchField.trigger]: {
      description: 'The trigger whose ticks run, for a backfill or one tick by hand',
      required: false,
      type: 'choice',
      // With several triggers nobody should backfill the first one by oversight.
      ...(ids.length === 1
        ? { options: ids, default: ids[0] }
        : { options: [unsetChoice, ...ids], default: unsetChoice }),
    },
    [dispatchField.date]: text('One tick by hand: its planned date, e.g. 2019-01-01 or 2019-01-01T09:00:00Z'),
    [dispatchField.start]: text('Backfill: first date, included; leave empty for a normal run'),
    [dispatchField.end]: text('Backfill: last date, included; empty: now'),
    [dispatchField.backfill]: {
      description: 'Backfill: a job for each tick (matrix), or one job that runs them in sequence (in-order)',
      required: false,
      type: 'choice',
      options: ['matrix', 'in-order'],
      default: config.backfill,
    },
    // One at a time is what the flow says already.
    ...(maxParallel === 1
      ? {}
      : {
          [dispatchField.parallel]: text(
            `Backfill: how many ticks run at once, at most; empty: ${maxParallel ?? 'as many as GitHub starts'}`,
          ),
        }),
    [dispatchField.skip]: text(
      'Backfill: succeeded leaves out ticks that have succeeded; the number of a run, those that succeeded there',
    ),
    [dispatchField.labels]: text('Labels for the executions, e.g. backfill:true,team:data'),
    ...(scratch ? { [dispatchField.scratch]: scratchField } : {}),
  };
}

const scratchField: DispatchInput = {
  description: 'Backfill although the database lives in the job only: every row is gone at its end',
  required: false,
  type: 'boolean',
  default: false,
};
