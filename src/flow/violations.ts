import type { SchemaViolation } from '../contract/registry.ts';
import type { DocumentPath } from '../contract/source.ts';
import { DurationError, parseDuration } from '../util/duration.ts';
import { didYouMean } from '../util/nearest-name.ts';
import { describeValue } from './plain.ts';
import type { Finding } from './problem-list.ts';

/** A schema violation in words, with its place below the value that was judged. */
export interface Explained {
  readonly finding: Finding;
  readonly path: DocumentPath;
  /** True where the key is at fault, not its value. */
  readonly atKey: boolean;
}

/** What the words need to know of the value that was judged. */
export interface Subject {
  readonly value: unknown;
  /** `a flow`, `io.kestra.plugin.core.log.Log`: who lacks or does not know a property. */
  readonly name: string;
  /** Names of the outermost map's properties, for "did you mean". */
  readonly known?: readonly string[];
  /** Properties of the outermost map that are refused by name: what to do instead. */
  readonly refused?: Readonly<Record<string, string>>;
}

/** Puts violations into words; several for one place that say the same thing become one. */
export function explainViolations(violations: readonly SchemaViolation[], subject: Subject): Explained[] {
  const unions = new Set(violations.filter(isUnion).map((violation) => violation.instancePath));
  const explained: Explained[] = [];
  for (const violation of violations) {
    if (violation.keyword === 'if') continue;
    const path = parsePointer(violation.instancePath, subject.value);
    if (isUnion(violation)) {
      const deeper = violations.some((other) => other.instancePath.startsWith(`${violation.instancePath}/`));
      if (!deeper) explained.push(explainUnion(violation, violations, path, subject));
    } else if (!unions.has(violation.instancePath)) {
      explained.push(explain(violation, path, subject));
    }
  }
  return explained.filter((one) => !isTypoOfAnother(one, explained)).map((one) => withNeed(one, explained));
}

/** A mistyped name makes two violations, one unknown and one missing; the one that says "did you mean" is enough. */
function isTypoOfAnother(missing: Explained, all: readonly Explained[]): boolean {
  return all.some((other) => means(other, missing));
}

/** Says of a mistyped name that it is one which must be there. */
function withNeed(unknown: Explained, all: readonly Explained[]): Explained {
  if (!all.some((other) => means(unknown, other))) return unknown;
  return { ...unknown, finding: { ...unknown.finding, hint: `${unknown.finding.hint ?? ''} it is required` } };
}

/** True where an unknown property is a slip of one that the same map lacks. */
function means(unknown: Explained, missing: Explained): boolean {
  const name = /needs the property "(.*)"$/.exec(missing.finding.message)?.[1];
  if (missing.finding.rule !== 'missing-property' || unknown.finding.rule !== 'unknown-property') return false;
  const isSameMap = JSON.stringify(unknown.path.slice(0, -1)) === JSON.stringify(missing.path);
  return isSameMap && name !== undefined && unknown.finding.hint === `did you mean "${name}"?`;
}

function isUnion(violation: SchemaViolation): boolean {
  return violation.keyword === 'anyOf' || violation.keyword === 'oneOf';
}

function explainUnion(
  union: SchemaViolation,
  violations: readonly SchemaViolation[],
  path: DocumentPath,
  subject: Subject,
): Explained {
  const branches = violations.filter((other) => other.instancePath === union.instancePath && !isUnion(other));
  const expected = [...new Set(branches.filter(({ keyword }) => keyword !== 'if').map(expectation))];
  const text = expected.length === 0 ? 'another value' : expected.join(' or ');
  return at(path, {
    rule: 'wrong-type',
    message: `${prefix(path)}expected ${text}, got ${describeValue(valueAt(subject.value, path))}`,
  });
}

function explain(violation: SchemaViolation, path: DocumentPath, subject: Subject): Explained {
  const value = valueAt(subject.value, path);
  const { keyword, params } = violation;
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') {
    const name = String(params['additionalProperty'] ?? params['unevaluatedProperty']);
    const known = path.length === 0 ? (subject.known ?? []) : [];
    const owner = path.length === 0 ? subject.name : `"${path.join('.')}"`;
    const isRefused = path.length === 0 && subject.refused !== undefined && Object.hasOwn(subject.refused, name);
    const refused = isRefused ? subject.refused?.[name] : undefined;
    return {
      finding: {
        rule: 'unknown-property',
        message: `${owner} has no property "${name}"`,
        hint: refused ?? didYouMean(name, known) ?? listOf(known),
      },
      path: [...path, name],
      atKey: true,
    };
  }
  if (keyword === 'required') {
    const name = String(params['missingProperty']);
    const owner = path.length === 0 ? subject.name : `"${path.join('.')}"`;
    return at(path, {
      rule: 'missing-property',
      message: `${owner} needs the property "${name}"`,
      hint: `add ${name}:`,
    });
  }
  if (keyword === 'format' && params['format'] === 'duration' && typeof value === 'string') {
    const finding = durationFinding(value);
    return at(path, { ...finding, message: `${prefix(path)}${finding.message}` });
  }
  const rule = rules[keyword] ?? 'bad-value';
  const hint = keyword === 'enum' && typeof value === 'string' ? didYouMean(value, allowedOf(violation)) : undefined;
  if ((keyword === 'minItems' || keyword === 'minLength') && params['limit'] === 1) {
    return at(path, { rule: 'empty', message: `"${path.join('.')}" must not be empty` });
  }
  return at(path, {
    rule,
    message: `${prefix(path)}expected ${expectation(violation)}, got ${describeValue(value)}`,
    hint,
  });
}

/** The property's name in front of what is wrong with it. */
function prefix(path: DocumentPath): string {
  const names = path.filter((step) => typeof step === 'string');
  return names.length === 0 ? '' : `${names.join('.')}: `;
}

const rules: Readonly<Record<string, string>> = {
  type: 'wrong-type',
  enum: 'not-allowed',
  const: 'not-allowed',
  format: 'bad-format',
  pattern: 'bad-format',
  minimum: 'out-of-range',
  maximum: 'out-of-range',
  exclusiveMinimum: 'out-of-range',
  exclusiveMaximum: 'out-of-range',
};

/** Why a text is no duration. */
export function durationFinding(text: string): Finding {
  try {
    parseDuration(text);
  } catch (error) {
    if (error instanceof DurationError) return { rule: 'bad-duration', message: error.message, hint: error.hint };
    throw error;
  }
  return { rule: 'bad-duration', message: `expected a shorter ISO 8601 duration, got "${text}"` };
}

function expectation({ keyword, params, message }: SchemaViolation): string {
  const limit = String(params['limit']);
  switch (keyword) {
    case 'type':
      return typeText(params['type']);
    case 'enum':
      return `one of ${(params['allowedValues'] as readonly unknown[]).join(', ')}`;
    case 'const':
      return String(params['allowedValue']);
    case 'format':
      return formats[String(params['format'])] ?? `a text of the form ${String(params['format'])}`;
    case 'pattern':
      return patterns[String(params['pattern'])] ?? `a text that matches ${String(params['pattern'])}`;
    case 'minimum':
      return `at least ${limit}`;
    case 'maximum':
      return `at most ${limit}`;
    case 'exclusiveMinimum':
      return `more than ${limit}`;
    case 'exclusiveMaximum':
      return `less than ${limit}`;
    case 'minItems':
      return `at least ${limit} entries`;
    case 'maxItems':
      return `at most ${limit} entries`;
    case 'minLength':
      return `at least ${limit} characters`;
    case 'maxLength':
      return `at most ${limit} characters`;
    case 'uniqueItems':
      return 'entries that differ';
    default:
      return `another value (${message ?? keyword})`;
  }
}

const formats: Readonly<Record<string, string>> = {
  duration: 'an ISO 8601 duration such as PT15S',
  'storage-uri': 'the URI of a file (kestra:///… or another scheme)',
  uri: 'a URI',
  date: 'a date such as 2024-01-31',
  'date-time': 'a date with time such as 2024-01-31T09:00:00Z',
};

const patterns: Readonly<Record<string, string>> = {
  '^[a-zA-Z0-9][a-zA-Z0-9_-]*$': 'a name of letters, digits, "_" and "-" that starts with a letter or digit',
  '^[a-zA-Z0-9][.a-zA-Z0-9_-]*$': 'a name of letters, digits, "_", "-" and "." that starts with a letter or digit',
  '^[a-zA-Z0-9][a-zA-Z0-9._-]*$': 'a name of letters, digits, "_", "-" and "." that starts with a letter or digit',
  '^[a-z0-9][a-z0-9._-]*$': 'a name of lower-case letters, digits, "_", "-" and "." that starts with a letter or digit',
};

function typeText(type: unknown): string {
  const types = Array.isArray(type) ? (type as string[]) : String(type).split(',');
  const names: Readonly<Record<string, string>> = {
    string: 'a text',
    number: 'a number',
    integer: 'an integer',
    boolean: 'true or false',
    object: 'a map',
    array: 'a list',
    null: 'nothing',
  };
  const known = types.includes('string')
    ? types.filter((name) => !['number', 'integer', 'boolean'].includes(name))
    : types;
  return known.map((name) => names[name] ?? name).join(' or ');
}

function allowedOf(violation: SchemaViolation): string[] {
  return (violation.params['allowedValues'] as readonly unknown[]).map(String);
}

function listOf(names: readonly string[]): string | undefined {
  return names.length === 0 || names.length > 30 ? undefined : `it knows ${[...names].sort().join(', ')}`;
}

function at(path: DocumentPath, finding: Finding): Explained {
  return { finding, path, atKey: false };
}

function parsePointer(pointer: string, root: unknown): DocumentPath {
  const path: (string | number)[] = [];
  let value = root;
  for (const part of pointer.split('/').slice(1)) {
    const step = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(value) ? Number(step) : step);
    value = valueAt(value, path.slice(-1));
  }
  return path;
}

function valueAt(root: unknown, path: DocumentPath): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}
