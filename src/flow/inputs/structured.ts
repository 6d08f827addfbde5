import { parseJson } from '../../util/json.ts';
import { isMap, newMap, type Value } from '../../util/values.ts';
import { describeValue } from '../plain.ts';
import { ProblemList } from '../problem-list.ts';
import { readYamlText } from '../yaml/read-document.ts';
import { InputError } from './input-error.ts';

/** JSON: a text is read, anything else taken as it is. */
export function toJsonValue(value: Value): Value {
  if (typeof value !== 'string') return value;
  try {
    return parseJson(value);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new InputError('bad-json', `expected JSON, got ${describeValue(value)}: ${error.message}`);
  }
}

/** YAML: a text is read by the same rules as a flow file, anything else taken as it is. */
export function toYamlValue(value: Value): Value {
  if (typeof value !== 'string') return value;
  const problems = new ProblemList('');
  const result = readYamlText(value, problems);
  const [problem] = problems.sorted();
  if (problem !== undefined) {
    throw new InputError(
      'bad-yaml',
      `expected YAML, got ${describeValue(value)}: ${problem.message} (line ${problem.range.start.line})`,
      problem.hint,
    );
  }
  return result ?? null;
}

/** A list: given as one, or as a text of JSON. */
export function toList(value: Value): Value[] {
  const read = typeof value === 'string' ? readListText(value) : value;
  if (!Array.isArray(read))
    throw new InputError('wrong-type', `expected a list such as ["a", "b"], got ${describeValue(value)}`);
  return read;
}

function readListText(text: string): Value {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new InputError(
      'wrong-type',
      `expected a list such as ["a", "b"], got ${describeValue(text)}`,
      'write it as JSON',
    );
  }
}

/** Leaves out null entries of maps, at any depth: what Kestra does to a default. */
export function withoutNulls(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isMap(value)) return value;
  const result = newMap();
  for (const [key, entry] of Object.entries(value)) if (entry !== null) result[key] = withoutNulls(entry);
  return result;
}
