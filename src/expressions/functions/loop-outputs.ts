import { CallFailure, defineFunction } from '../../contract/expression.ts';
import { parseJson } from '../../util/json.ts';
import { isMap, ownEntry, type Value } from '../../util/values.ts';
import { requiredText } from '../support/expect.ts';
import { unavailable } from '../support/unavailable.ts';

export const loopOutputsFunction = defineFunction({
  name: 'loopOutputs',
  doc: 'One output of every turn of a Loop, as a list (Kestra 2.0).',
  arguments: [
    { name: 'outputs', doc: 'outputs.<loop>.outputs.' },
    { name: 'name', doc: 'The id of the output.' },
  ],
  effect: 'io',
  run(args, call) {
    const { outputs } = args;
    const name = requiredText(args, 'name');
    if (!Array.isArray(outputs))
      throw new CallFailure("expected outputs.<loop>.outputs, a list, as the argument 'outputs'");
    const readFile = call.host.readFile?.bind(call.host) ?? (() => unavailable('loopOutputs'));
    const found = outputs.map((entry) => outputOf(entry, name, readFile));
    return found.every(isValue) ? found : allOf(found);
  },
});

/** Where a Loop stores the outputs of its turns, a file stands in their place. */
function outputOf(
  entry: Value,
  name: string,
  readFile: (uri: string) => string | Promise<string>,
): Value | Promise<Value> {
  const outputs = isMap(entry) ? ownEntry(entry, 'outputs') : undefined;
  if (outputs === undefined || !isMap(outputs)) throw new CallFailure('expected the outputs of a turn in each entry');
  const value = ownEntry(outputs, name);
  if (value !== undefined) return value;
  const uri = ownEntry(outputs, 'uri');
  if (typeof uri !== 'string' || Object.keys(outputs).length !== 1) return null;
  const text = readFile(uri);
  return text instanceof Promise ? text.then((read) => storedOutput(read, name)) : storedOutput(text, name);
}

function storedOutput(text: string, name: string): Value {
  const stored = parseJson(text);
  return isMap(stored) ? (ownEntry(stored, name) ?? null) : null;
}

async function allOf(values: readonly (Value | Promise<Value>)[]): Promise<Value> {
  const settled: Value[] = [];
  for (const value of values) settled.push(await value);
  return settled;
}

function isValue(value: Value | Promise<Value>): value is Value {
  return !(value instanceof Promise);
}
