import type { Flow, InputNode } from '../../contract/flow.ts';
import type { BuildContext } from '../build/context.ts';
import { dependenciesOf } from './check-inputs.ts';

/** Warns of triggers that start a flow without an input that it needs: every such run would be refused. */
export function checkTriggerInputs(context: BuildContext, flow: Flow): void {
  const needed = flow.inputs.filter(isNeeded);
  for (const trigger of flow.triggers) {
    if (trigger.disabled) continue;
    // Inputs may have dots: `a.b` is set by `a: {b: …}` as well.
    const missing = needed.filter(({ id }) => {
      const [first = ''] = id.split('.');
      return !Object.hasOwn(trigger.inputs, id) && !Object.hasOwn(trigger.inputs, first);
    });
    for (const { id } of missing) {
      context.at(trigger.path, {
        severity: 'warning',
        rule: 'trigger-lacks-input',
        message: `the trigger "${trigger.id}" sets no value for the input "${id}", which is required and has no default: none of its runs can start`,
        hint: `add inputs: {${id}: …} to the trigger, or give the input defaults: or required: false`,
      });
    }
  }
}

/** An input that depends on another may not be asked for at all. */
function isNeeded(input: InputNode): boolean {
  const { required, defaults, properties } = input;
  return (
    required && defaults === undefined && properties['prefill'] === undefined && dependenciesOf(input).length === 0
  );
}
