import type { Check, Concurrency, Sla } from '../../contract/limits.ts';
import type { DocumentPath } from '../../contract/source.ts';
import { didYouMean } from '../../util/nearest-name.ts';
import { isMap, type Value, type ValueMap } from '../../util/values.ts';
import { describeValue, entryOf, scalarTextOf, textOf, toPlain } from '../plain.ts';
import { check as checkSchema, slas } from '../schema/flow.ts';
import type { SchemaName } from '../schema/index.ts';
import { validatePart } from '../validate-part.ts';
import { explainViolations } from '../violations.ts';
import type { BuildContext } from './context.ts';
import { buildLabels } from './labels.ts';

/** Reads `concurrency`, whose shape the flow's own schema has judged. */
export function buildConcurrency(value: Value | undefined): Concurrency | undefined {
  if (value === undefined || !isMap(value)) return undefined;
  const behavior = textOf(value, 'behavior');
  const limit = entryOf(value, 'limit');
  return {
    limit: typeof limit === 'number' ? limit : 1,
    behavior: behavior === 'CANCEL' || behavior === 'FAIL' ? behavior : 'QUEUE',
  };
}

/** Reads `checks`; what is none is reported and left out. */
export function buildChecks(context: BuildContext, value: Value | undefined): Check[] {
  const checks: Check[] = [];
  for (const [raw, path] of mapsOf(context, value, ['checks'], 'a check (a map with condition and message)')) {
    if (!judge(context, raw, path, { schema: 'check', shape: checkSchema, name: 'a check' })) continue;
    context.noteTemplates(entryOf(raw, 'condition'), [...path, 'condition'], 'flow');
    context.noteTemplates(entryOf(raw, 'message'), [...path, 'message'], 'flow');
    checks.push({
      condition: scalarTextOf(raw['condition']) ?? '',
      message: scalarTextOf(raw['message']) ?? '',
      style: (textOf(raw, 'style') ?? 'INFO') as Check['style'],
      behavior: (textOf(raw, 'behavior') ?? 'BLOCK_EXECUTION') as Check['behavior'],
    });
  }
  return checks;
}

const schemaOf: Readonly<Record<Sla['type'], SchemaName>> = {
  MAX_DURATION: 'slaMaxDuration',
  EXECUTION_ASSERTION: 'slaExecutionAssertion',
};

/** Reads `sla`; what is none is reported and left out. */
export function buildSlas(context: BuildContext, value: Value | undefined): Sla[] {
  const found: Sla[] = [];
  for (const [raw, path] of mapsOf(context, value, ['sla'], 'an SLA (a map with id, type and behavior)')) {
    const type = readSlaType(context, raw, path);
    if (type === undefined) continue;
    const name = `an SLA of type ${type}`;
    const labels = entryOf(raw, 'labels');
    context.noteTemplates(labels, [...path, 'labels'], 'flow');
    context.noteTemplates(entryOf(raw, 'assert'), [...path, 'assert'], 'flow');
    if (!judge(context, raw, path, { schema: schemaOf[type], shape: slas[type], name })) continue;
    const id = textOf(raw, 'id') ?? '';
    if (found.some((other) => other.id === id)) {
      context.at([...path, 'id'], {
        rule: 'duplicate-id',
        message: `expected each SLA id once in a flow, got "${id}" again`,
        hint: 'rename one of the two',
      });
    }
    const head = {
      id,
      behavior: textOf(raw, 'behavior') as Sla['behavior'],
      labels: buildLabels(context, labels, [...path, 'labels']),
    };
    found.push(
      type === 'MAX_DURATION'
        ? { ...head, type, duration: textOf(raw, 'duration') ?? '' }
        : { ...head, type, assert: scalarTextOf(raw['assert']) ?? '' },
    );
  }
  return found;
}

function readSlaType(context: BuildContext, raw: ValueMap, path: DocumentPath): Sla['type'] | undefined {
  const names = Object.keys(schemaOf);
  const type = entryOf(raw, 'type');
  if (typeof type === 'string' && Object.hasOwn(schemaOf, type)) return type as Sla['type'];
  const message = `expected the type of an SLA (${names.join(', ')}), got ${describeValue(type)}`;
  if (type === undefined) context.at(path, { rule: 'missing-property', message, hint: 'add type:' });
  else {
    const hint = typeof type === 'string' ? didYouMean(type, names) : undefined;
    context.at([...path, 'type'], { rule: 'not-allowed', message, hint });
  }
  return undefined;
}

function mapsOf(
  context: BuildContext,
  value: Value | undefined,
  base: DocumentPath,
  expected: string,
): (readonly [ValueMap, DocumentPath])[] {
  if (!Array.isArray(value)) return [];
  const maps: (readonly [ValueMap, DocumentPath])[] = [];
  for (const [index, raw] of value.entries()) {
    const path: DocumentPath = [...base, index];
    if (isMap(raw)) maps.push([raw, path]);
    else context.at(path, { rule: 'wrong-type', message: `expected ${expected}, got ${describeValue(raw)}` });
  }
  return maps;
}

function judge(
  context: BuildContext,
  raw: ValueMap,
  path: DocumentPath,
  by: { readonly schema: SchemaName; readonly shape: Readonly<Record<string, unknown>>; readonly name: string },
): boolean {
  const plain = toPlain(raw);
  const violations = validatePart(by.schema, plain);
  const known = Object.keys(by.shape['properties'] as object);
  context.explained(explainViolations(violations, { value: plain, name: by.name, known }), path);
  return violations.length === 0;
}
