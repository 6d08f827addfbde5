import type { Flow, InputNode } from '../../contract/flow.ts';
import { didYouMean } from '../../util/nearest-name.ts';
import { isMap } from '../../util/values.ts';
import type { BuildContext } from '../build/context.ts';
import { textOf } from '../plain.ts';
import { findCycle } from './find-cycle.ts';

/** Checks what inputs say of each other, and their regular expressions. */
export async function checkInputs(context: BuildContext, flow: Flow): Promise<void> {
  checkDependencies(context, flow.inputs);
  for (const input of flow.inputs) {
    await checkValidator(context, input);
    warnNoChoices(context, input);
  }
}

/** The inputs that an input names in `dependsOn`. */
export function dependenciesOf(input: InputNode): readonly string[] {
  const dependsOn = input.properties['dependsOn'];
  const names = isMap(dependsOn) ? dependsOn['inputs'] : undefined;
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

function checkDependencies(context: BuildContext, inputs: readonly InputNode[]): void {
  const byId = new Map(inputs.map((input) => [input.id, input]));
  for (const input of inputs) {
    for (const [index, name] of dependenciesOf(input).entries()) {
      const path = [...input.path, 'dependsOn', 'inputs', index];
      if (!byId.has(name)) {
        context.at(path, {
          rule: 'unknown-input',
          message: `expected an input of this flow, got "${name}", which does not exist`,
          hint: didYouMean(name, byId.keys()) ?? 'declare the input, or delete the name',
        });
      } else {
        const cycle = findCycle(input.id, name, (id) => {
          const other = byId.get(id);
          return other === undefined ? [] : dependenciesOf(other);
        });
        if (cycle !== undefined) {
          context.at(path, {
            rule: 'cycle',
            message: `expected inputs that do not depend on themselves, got ${cycle.join(' → ')}`,
            hint: 'delete one of the dependencies',
          });
        }
      }
    }
  }
}

async function checkValidator(context: BuildContext, input: InputNode): Promise<void> {
  const validator = textOf(input.properties, 'validator');
  if (validator === undefined) return;
  const { RE2JS, RE2JSSyntaxException } = await import('re2js');
  try {
    RE2JS.compile(validator);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    context.at([...input.path, 'validator'], {
      rule: 'bad-regex',
      message: `expected a regular expression, got "${validator}": ${error.message.replace(/^error parsing regexp: /, '')}`,
      hint: 'look-ahead, look-behind and back references are not known, for they need more than linear time',
    });
  }
}

function warnNoChoices(context: BuildContext, input: InputNode): void {
  if (input.type !== 'SELECT' && input.type !== 'MULTISELECT') return;
  const { values, expression, allowCustomValue } = input.properties;
  const none = values === undefined || (Array.isArray(values) && values.length === 0);
  if (!none || expression !== undefined || allowCustomValue === true) return;
  context.at(input.path, {
    severity: 'warning',
    rule: 'no-choices',
    message: `the input "${input.id}" has no values to choose from: no run can start`,
    hint: 'add values: […], expression:, or allowCustomValue: true',
  });
}
