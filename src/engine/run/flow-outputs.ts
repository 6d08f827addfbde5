import { GitphonyError } from '../../contract/errors.ts';
import type { OutputNode } from '../../contract/flow.ts';
import { ExpressionError, evaluateAsync } from '../../expressions/index.ts';
import { newMap, type Value, type ValueMap } from '../../util/values.ts';
import { compileValue } from '../properties/compile-value.ts';
import { locateInFlow } from '../properties/locate.ts';
import type { ExecutionRun } from './execution-run.ts';
import { typedOutput } from './typed-output.ts';

/**
 * The flow's declared outputs, rendered and typed. One that is not required and comes to nothing is left out.
 *
 * @throws GitphonyError OUTPUT_INVALID with the place in the flow file
 */
export async function computeOutputs(run: ExecutionRun): Promise<ValueMap> {
  const outputs = newMap();
  for (const output of run.flow.outputs) {
    const value = await computeOutput(run, output);
    if (value !== null) outputs[output.id] = value;
  }
  return outputs;
}

async function computeOutput(run: ExecutionRun, output: OutputNode): Promise<Value> {
  try {
    const compiled = compileValue(output.value);
    const render = (template: Parameters<typeof evaluateAsync>[0]): Promise<string> =>
      evaluateAsync(template, run.variables.root, run.evaluation);
    const value = compiled === undefined ? output.value : await compiled(render);
    if (isNothing(value)) {
      if (!output.required) return null;
      throw new TypeError(`expected a value of type ${output.type}, got nothing`);
    }
    return typedOutput(output.type, value);
  } catch (error) {
    throw await invalidOutput(run, output, error);
  }
}

function isNothing(value: Value): boolean {
  return value === null || value === '';
}

async function invalidOutput(run: ExecutionRun, output: OutputNode, cause: unknown): Promise<GitphonyError> {
  const position = await locateInFlow(run.flowText, [...output.path, 'value']);
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GitphonyError('OUTPUT_INVALID', `output "${output.id}" of the flow: ${reason}`, {
    cause,
    where: { file: run.flow.file, ...(position === undefined ? {} : { position }) },
    hint: cause instanceof ExpressionError && cause.hint !== undefined ? cause.hint : 'mend its value, or its type',
  });
}
