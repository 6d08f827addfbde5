import type { Flow, InputNode } from '../src/contract/flow.ts';
import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { DispatchInput } from '../src/contract/workflow-model.ts';
import { dispatchField } from '../src/util/dispatch-fields.ts';
import { inputFieldName } from '../src/util/github-names.ts';
import { backfillFields } from './backfill-fields.ts';
import { polledFields, requestFields, upstreamFields } from './event-fields.ts';
import { inputField } from './input-field.ts';
import type { NamePlan } from './plan-names.ts';
import type { TriggerPlan } from './plan-triggers.ts';
import type { ProblemList } from './problem-list.ts';

/** GitHub's limit: 25 fields a form (and 65,535 characters for all their values, which GitHub itself refuses). */
const mostFields = 25;

/**
 * The form of "Run workflow": the flow's inputs in their order, then ours. What exceeds GitHub's 25 goes into one JSON
 * field; inputs that must be filled in keep a field of their own first.
 */
export function planDispatch(
  flow: Flow,
  config: ProjectConfig,
  triggers: TriggerPlan,
  names: NamePlan,
  options: {
    readonly scratch: boolean;
    readonly maxParallel: number | undefined;
    readonly problems: ProblemList;
    /** The fields by which an earlier run goes on. */
    readonly resume: Readonly<Record<string, DispatchInput>>;
  },
): Record<string, DispatchInput> {
  const ours = {
    ...backfillFields(triggers, config, options),
    ...(config.webhooks === 'workflow_dispatch' ? requestFields(triggers) : {}),
    ...upstreamFields(triggers),
    ...options.resume,
    ...polledFields(triggers),
  };
  refuseMeetingFields(flow.inputs, options.problems);
  const setByTrigger = new Set(
    flow.triggers.filter(({ disabled }) => !disabled).flatMap((node) => Object.keys(node.inputs)),
  );
  const fields = new Map<InputNode, DispatchInput>(
    flow.inputs.map((input) => [input, inputField(input, { setByTrigger: setByTrigger.has(input.id), names })]),
  );
  const own = chooseOwnFields(flow.inputs, fields, mostFields - Object.keys(ours).length);
  const folded = flow.inputs.filter((input) => !own.has(input));
  const form: Record<string, DispatchInput> = {};
  for (const [input, field] of fields) if (own.has(input)) form[inputFieldName(input.id)] = field;
  if (folded.length > 0) form[dispatchField.inputs] = foldedField(folded, fields);
  return { ...form, ...ours };
}

function chooseOwnFields(
  inputs: readonly InputNode[],
  fields: ReadonlyMap<InputNode, DispatchInput>,
  room: number,
): ReadonlySet<InputNode> {
  if (inputs.length <= room) return new Set(inputs);
  const isRequired = (input: InputNode): boolean => fields.get(input)?.required === true;
  const byNeed = [...inputs.filter(isRequired), ...inputs.filter((input) => !isRequired(input))];
  return new Set(byNeed.slice(0, room - 1));
}

function foldedField(folded: readonly InputNode[], fields: ReadonlyMap<InputNode, DispatchInput>): DispatchInput {
  const ids = folded.map((input) => (fields.get(input)?.required === true ? `${input.id} (required)` : input.id));
  return {
    description: `JSON object with the inputs beyond GitHub's 25 fields: ${ids.join(', ')}`,
    required: folded.some((input) => fields.get(input)?.required === true),
    type: 'string',
  };
}

function refuseMeetingFields(inputs: readonly InputNode[], problems: ProblemList): void {
  const seen = new Map<string, string>();
  for (const { id, path } of inputs) {
    const field = inputFieldName(id).toLowerCase();
    const known = seen.get(field);
    if (known !== undefined) {
      problems.error(
        'inputs-meet',
        [...path, 'id'],
        `the inputs "${id}" and "${known}" would be one field of GitHub's form: ${inputFieldName(id)}`,
        'rename one of them (docs/names.md has the rule)',
      );
    }
    seen.set(field, id);
  }
}
