import type { Flow, InputNode } from '../../contract/flow.ts';
import { isMap, type Value } from '../../util/values.ts';
import type { BuildContext } from '../build/context.ts';
import { coerceInput, type Matcher } from '../inputs/coerce.ts';
import { InputError } from '../inputs/input-error.ts';
import { loadMatcher } from '../inputs/matcher.ts';
import { holdsTemplate } from '../plain.ts';

/**
 * Warns of defaults that do not fit their input: every start without a value would be refused. No error, because the flow
 * can still be started with values, as on a real server.
 */
export async function checkDefaults(context: BuildContext, flow: Flow): Promise<void> {
  if (context.problems.hasErrors) return;
  const matches = await loadMatcher(flow.inputs);
  for (const input of flow.inputs) checkDefault(context, input, matches);
}

function checkDefault(context: BuildContext, input: InputNode, matches: Matcher): void {
  const { defaults, properties, type } = input;
  if (defaults === undefined || type === 'FILE' || properties['expression'] !== undefined || isDynamic(defaults))
    return;
  try {
    coerceInput(defaults, { type, properties }, matches);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    context.at([...input.path, 'defaults'], {
      severity: 'warning',
      rule: 'bad-default',
      message: `the default of "${input.id}" does not fit: ${error.message}`,
      hint: error.hint ?? 'a start without a value will be refused',
    });
  }
}

function isDynamic(value: Value): boolean {
  if (typeof value === 'string') return holdsTemplate(value);
  if (Array.isArray(value)) return value.some(isDynamic);
  return isMap(value) && Object.values(value).some(isDynamic);
}
