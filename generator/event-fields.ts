import type { DispatchInput } from '../src/contract/workflow-model.ts';
import { dispatchField } from '../src/util/dispatch-fields.ts';
import type { TriggerPlan } from './plan-triggers.ts';

/** The fields by which a webhook's request comes: only a flow with a Webhook trigger has any. */
export function requestFields({ requests }: TriggerPlan): Record<string, DispatchInput> {
  if (requests.length === 0) return {};
  return {
    [dispatchField.key]: text('Webhook: the key of its trigger; leave empty for a normal run'),
    [dispatchField.body]: text('Webhook: the body, JSON or any text'),
    [dispatchField.request]: text('Webhook: JSON object {"headers": {"X-A": "b"}, "parameters": "q=1"}'),
  };
}

/** The field by which another flow's workflow tells of its execution. */
export function upstreamFields({ waiting }: TriggerPlan): Record<string, DispatchInput> {
  if (waiting.length === 0) return {};
  return { [dispatchField.upstream]: text('Filled in by the workflow of a flow that this one follows; leave empty') };
}

/** The field by which the workflow that polls tells of what it found. */
export function polledFields({ polling }: TriggerPlan): Record<string, DispatchInput> {
  if (polling.length === 0) return {};
  return {
    [dispatchField.polled]: text('Filled in by the workflow that polls the triggers of this flow; leave empty'),
  };
}

function text(description: string): DispatchInput {
  return { description, required: false, type: 'string' };
}
