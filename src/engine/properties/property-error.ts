import { GitphonyError } from '../../contract/errors.ts';
import type { SchemaViolation } from '../../contract/registry.ts';
import type { DocumentPath, SourcePosition } from '../../contract/source.ts';

/** Whose properties they are, and where they stand. */
export interface PropertyOwner {
  /** For messages: `task "load"`. */
  readonly label: string;
  /** Left out for what belongs to the whole flow. */
  readonly taskId?: string;
  readonly file: string;
  readonly path: DocumentPath;
  /** Finds a place in the flow file; asked only when something is wrong. */
  readonly locate: (path: DocumentPath) => Promise<SourcePosition | undefined>;
}

/** The error for properties that do not fit their type after rendering. All violations are told; the first gives the place. */
export async function invalidProperty(
  owner: PropertyOwner,
  violations: readonly SchemaViolation[],
  properties: Readonly<Record<string, unknown>>,
): Promise<GitphonyError> {
  const problems = violations.map((violation) => describe(violation, properties));
  const [first] = violations;
  const path = first === undefined ? [] : pathOf(first);
  const position = await owner.locate([...owner.path, ...path]);
  const message = `${owner.label}: ${[...new Set(problems)].join('; ')}`;
  return new GitphonyError('PROPERTY_INVALID', message, {
    where: {
      file: owner.file,
      ...(owner.taskId === undefined ? {} : { taskId: owner.taskId }),
      ...(position === undefined ? {} : { position }),
    },
    hint: 'mend the property, or the expression that makes it',
  });
}

function describe(violation: SchemaViolation, properties: Readonly<Record<string, unknown>>): string {
  const { keyword, params } = violation;
  if (keyword === 'required') return `property "${nameOf([...pathOf(violation)])}" is missing`;
  if (keyword === 'additionalProperties') return `there is no property "${nameOf(pathOf(violation))}"`;
  const got = show(valueAt(properties, pathOf(violation)));
  return `property "${nameOf(pathOf(violation))}": expected ${expected(keyword, params, violation.message)}, got ${got}`;
}

function expected(keyword: string, params: Readonly<Record<string, unknown>>, message: string | undefined): string {
  switch (keyword) {
    case 'type':
      return Array.isArray(params['type']) ? params['type'].join(' or ') : String(params['type']);
    case 'enum':
      return `one of ${JSON.stringify(params['allowedValues'])}`;
    case 'const':
      return JSON.stringify(params['allowedValue']);
    case 'format':
      return params['format'] === 'duration'
        ? 'an ISO 8601 duration such as PT15S'
        : `a text of format ${String(params['format'])}`;
    default:
      return (message ?? keyword).replace(/^must (?:be )?/, '');
  }
}

function pathOf(violation: SchemaViolation): readonly (string | number)[] {
  const steps = violation.instancePath.split('/').slice(1).map(unescapePointer);
  const extra = violation.params['missingProperty'] ?? violation.params['additionalProperty'];
  return typeof extra === 'string' ? [...steps, extra] : steps;
}

/** JSON pointer (RFC 6901): `~1` is `/`, `~0` is `~`. */
function unescapePointer(step: string): string | number {
  return /^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function nameOf(path: readonly (string | number)[]): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}

function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

function show(value: unknown): string {
  const text = typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? 'nothing');
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
