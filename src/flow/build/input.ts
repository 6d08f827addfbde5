import type { InputNode, InputType } from '../../contract/flow.ts';
import type { DocumentPath } from '../../contract/source.ts';
import { nearestName } from '../../util/nearest-name.ts';
import { isMap, newMap, type Value, type ValueMap } from '../../util/values.ts';
import { isAddress } from '../../util/object-address.ts';
import { describeValue, entryOf, holdsTemplate, scalarTextOf, toPlain } from '../plain.ts';
import { inputs as inputSchemas, inputTypeAliases, unsupportedInputTypes } from '../schema/input.ts';
import { validatePart } from '../validate-part.ts';
import { explainViolations } from '../violations.ts';
import type { BuildContext } from './context.ts';
import { tellOlderName, withNewNames } from './deprecated.ts';
import { checkFileUri } from './formats.ts';
import { warnIgnored } from './ignored-keys.ts';
import { withTextId } from './text-id.ts';

/** What keys of inputs were called in earlier versions of Kestra. */
const olderNames: Readonly<Record<string, string>> = { options: 'values', name: 'id' };

const common = new Set(['id', 'type', 'displayName', 'description', 'required', 'defaults']);

/** Builds the inputs of a flow, or of a task that asks for some; what is none is reported and left out. */
export function buildInputs(
  context: BuildContext,
  value: Value | undefined,
  base: DocumentPath = ['inputs'],
): InputNode[] {
  if (!Array.isArray(value)) return [];
  const inputs: InputNode[] = [];
  const seen = new Set<string>();
  for (const [index, raw] of value.entries()) {
    const path: DocumentPath = [...base, index];
    const input = buildInput(context, raw, path);
    if (input === undefined) continue;
    if (seen.has(input.id)) {
      context.at([...path, 'id'], {
        rule: 'duplicate-id',
        message: `expected each input once in a flow, got "${input.id}" again`,
        hint: 'rename one of the two',
      });
    }
    seen.add(input.id);
    inputs.push(input);
  }
  return inputs;
}

/** `name` is an older name of `id`; beside one Kestra does nothing with it. */
function withoutName(context: BuildContext, item: ValueMap, path: DocumentPath): ValueMap {
  if (!Object.hasOwn(item, 'name') || !Object.hasOwn(item, 'id')) return item;
  const { name, ...others } = item;
  const why = 'is an older name of "id", which stands here too';
  warnIgnored(context, { key: 'name', value: name, why }, [...path, 'name']);
  return Object.assign(newMap(), others);
}

function buildInput(context: BuildContext, item: Value, path: DocumentPath): InputNode | undefined {
  if (!isMap(item)) {
    context.at(path, {
      rule: 'wrong-type',
      message: `expected an input (a map with id and type), got ${describeValue(item)}`,
    });
    return undefined;
  }
  const raw = withTextId(context, withNewNames(context, withoutName(context, item, path), path, olderNames), path);
  const type = readInputType(context, raw, path, 'an input');
  if (type === undefined) return undefined;
  const plain = toPlain(raw);
  const known = Object.keys(inputSchemas[type]['properties'] as object);
  context.explained(
    explainViolations(validatePart(`input${type}`, plain), { value: plain, name: `an input of type ${type}`, known }),
    path,
  );
  const id = scalarTextOf(entryOf(raw, 'id'));
  if (id === undefined) return undefined;

  const defaults = entryOf(raw, 'defaults');
  const required = entryOf(raw, 'required') !== false;
  const hasDefault = defaults !== undefined || entryOf(raw, 'autoSelectFirst') === true;
  if (hasDefault && !required) {
    context.atKey([...path, 'required'], {
      rule: 'default-and-optional',
      message: `expected "required: false" or a default, got both: the input "${id}" never lacks a value`,
      hint: 'delete required: false',
    });
  }
  if (type === 'FILE' && typeof defaults === 'string' && isAddress(defaults, context.registry.addresses())) {
    if (!holdsTemplate(defaults)) checkFileUri(context, defaults, [...path, 'defaults']);
  }
  context.noteTemplates(defaults, [...path, 'defaults'], 'flow');
  context.noteTemplates(entryOf(raw, 'expression'), [...path, 'expression'], 'flow');
  context.noteTemplates(entryOf(raw, 'dependsOn'), [...path, 'dependsOn'], 'flow');
  const displayName = scalarTextOf(entryOf(raw, 'displayName'));
  const description = scalarTextOf(entryOf(raw, 'description'));
  return {
    id,
    type,
    ...(displayName === undefined ? {} : { displayName }),
    ...(description === undefined ? {} : { description }),
    required,
    ...(defaults === undefined ? {} : { defaults }),
    properties: ownProperties(raw),
    path,
  };
}

/** Reads the `type` of an input or output; undefined (and a problem) where it is none. */
export function readInputType(
  context: BuildContext,
  raw: ValueMap,
  path: DocumentPath,
  noun: string,
): InputType | undefined {
  const authored = entryOf(raw, 'type');
  const names = Object.keys(inputSchemas);
  if (authored === undefined) {
    context.at(path, {
      rule: 'missing-property',
      message: `${noun} needs the property "type"`,
      hint: `one of ${names.join(', ')}`,
    });
    return undefined;
  }
  const name = typeof authored === 'string' ? authored : '';
  const type = Object.hasOwn(inputTypeAliases, name) ? inputTypeAliases[name] : names.find((known) => known === name);
  if (noun === 'an input' && name === 'BOOLEAN') tellOlderName(context, [...path, 'type'], 'BOOLEAN', 'BOOL');
  if (type !== undefined && type !== name) tellOlderName(context, [...path, 'type'], name, type);
  if (type !== undefined) return type as InputType;
  if (Object.hasOwn(unsupportedInputTypes, name)) {
    context.at([...path, 'type'], {
      rule: 'not-supported-yet',
      message: `the type ${name} (${unsupportedInputTypes[name]}) is not supported yet`,
    });
    return undefined;
  }
  const synonym = synonyms[name.toUpperCase()] ?? nearestName(name, names);
  context.at([...path, 'type'], {
    rule: 'not-allowed',
    message: `expected one of ${names.join(', ')}, got ${describeValue(authored)}`,
    hint: synonym === undefined ? undefined : `did you mean "${synonym}"?`,
  });
  return undefined;
}

const synonyms: Readonly<Record<string, InputType>> = {
  NUMBER: 'INT',
  INTEGER: 'INT',
  LONG: 'INT',
  DOUBLE: 'FLOAT',
  DECIMAL: 'FLOAT',
  TEXT: 'STRING',
  CHOICE: 'SELECT',
  LIST: 'ARRAY',
  OBJECT: 'JSON',
  MAP: 'JSON',
};

/** What only the input's type has. Values to choose from are texts, as in Kestra. */
function ownProperties(raw: ValueMap): ValueMap {
  const properties = newMap();
  for (const [key, value] of Object.entries(raw)) {
    if (common.has(key) || value === null) continue;
    const choices = key === 'values' || key === 'options';
    if (choices && Array.isArray(value)) properties['values'] = value.map((item) => scalarTextOf(item) ?? '');
    else properties[key] = value;
  }
  return properties;
}
