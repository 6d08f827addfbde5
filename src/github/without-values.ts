import { parseJson, printJson } from '../util/json.ts';
import { isMap, newMap, type Value, type ValueMap } from '../util/values.ts';

/** How a field of an event is shown to strangers. */
type Shown = 'as-is' | 'sizes' | 'size' | 'code' | 'trigger';

/**
 * The fields of events that strangers may see. A list of what passes, so that a field which comes later stays inside until
 * somebody decides: states, times, names and types as they are; of values their sizes; of errors the code and the place.
 */
const fields: Readonly<Record<string, Shown>> = {
  v: 'as-is',
  seg: 'as-is',
  seq: 'as-is',
  ts: 'as-is',
  type: 'as-is',
  id: 'as-is',
  namespace: 'as-is',
  flowId: 'as-is',
  flowRevision: 'as-is',
  flowHash: 'as-is',
  flowFile: 'as-is',
  state: 'as-is',
  taskId: 'as-is',
  taskType: 'as-is',
  parent: 'as-is',
  iteration: 'as-is',
  attempt: 'as-is',
  log: 'as-is',
  logSize: 'as-is',
  shortLog: 'as-is',
  pid: 'as-is',
  startTime: 'as-is',
  host: 'as-is',
  masked: 'as-is',
  maskedInputs: 'as-is',
  labels: 'sizes',
  inputs: 'sizes',
  variables: 'sizes',
  outputs: 'sizes',
  metric: 'size',
  progress: 'size',
  trigger: 'trigger',
  error: 'code',
  // Notices of the execution, and what takes its place.
  level: 'as-is',
  message: 'size',
  executionId: 'as-is',
  due: 'as-is',
  retries: 'as-is',
};

/** Journal lines without what the flow's data are. */
export function withoutValues(lines: Buffer): string {
  const kept = lines
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `${printJson(withoutValue(parseJson(line)))}\n`);
  return kept.join('');
}

function withoutValue(event: Value): Value {
  if (!isMap(event)) return sizeOf(event);
  const kept = newMap();
  for (const [name, value] of Object.entries(event)) {
    const shown = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (shown !== undefined) kept[name] = show(value, shown);
  }
  return kept;
}

function show(value: Value, shown: Shown): Value {
  switch (shown) {
    case 'as-is':
      return value;
    case 'sizes':
      return sizesOf(value);
    case 'size':
      return sizeOf(value);
    case 'code':
      return pick(value, ['code', 'line', 'column']);
    case 'trigger': {
      const variables = isMap(value) ? value['variables'] : undefined;
      return { ...pick(value, ['id', 'type']), ...(variables === undefined ? {} : { variables: sizesOf(variables) }) };
    }
    default:
      return shown satisfies never;
  }
}

function pick(value: Value, names: readonly string[]): ValueMap {
  const kept = newMap();
  if (!isMap(value)) return kept;
  for (const name of names) {
    const entry = value[name];
    if (entry !== undefined) kept[name] = entry;
  }
  return kept;
}

/** `{uri: 87}`: names, and the bytes of their values. */
function sizesOf(value: Value): Value {
  if (!isMap(value)) return sizeOf(value);
  const sizes = newMap();
  for (const [name, entry] of Object.entries(value)) sizes[name] = sizeOf(entry);
  return sizes;
}

function sizeOf(value: Value): number {
  return Buffer.byteLength(printJson(value));
}
