import { TaskError } from '../../../contract/errors.ts';
import type { InputType } from '../../../contract/flow.ts';
import type { FlowableScope } from '../../../contract/flowable.ts';
import type { IsolatedTurn } from '../../../contract/loop-turns.ts';
import { printJson } from '../../../util/json.ts';
import { newMap, type Value, type ValueMap } from '../../../util/values.ts';

/** An output that a Loop declares: computed behind each turn, in it. */
export interface DeclaredOutput {
  readonly id: string;
  readonly type: InputType;
  readonly value: Value;
  readonly required?: boolean;
}

/** The declared outputs of one turn, typed. One that is not required and comes to nothing is left out. */
export async function turnOutputs(
  scope: Pick<FlowableScope, 'renderValue' | 'turns'>,
  turn: IsolatedTurn,
  declared: readonly DeclaredOutput[],
): Promise<ValueMap> {
  const outputs = newMap();
  for (const { id, type, value, required = true } of declared) {
    const rendered = await scope.renderValue(value, turn.variables);
    if (rendered !== null && rendered !== '') outputs[id] = convert(scope, id, type, rendered);
    else if (required) throw invalid(id, `expected a value of type ${type}, got nothing`);
  }
  return outputs;
}

function convert(scope: Pick<FlowableScope, 'turns'>, id: string, type: InputType, value: Value): Value {
  try {
    return scope.turns.convert(type, value);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw invalid(id, cause.message, cause);
  }
}

function invalid(id: string, reason: string, cause?: unknown): TaskError {
  return new TaskError('OUTPUT_INVALID', `output "${id}" of the loop: ${reason}`, {
    cause,
    hint: 'mend its value, or its type',
    retryable: false,
  });
}

/** Puts one turn's outputs into a stored file of its own, for loops over more than an execution should hold. */
export async function storeOutputs(
  scope: Pick<FlowableScope, 'storage'>,
  index: number,
  outputs: ValueMap,
): Promise<ValueMap> {
  return { uri: await scope.storage.put(`turn-${index}.json`, `${printJson(outputs)}\n`) };
}
