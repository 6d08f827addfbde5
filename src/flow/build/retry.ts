import type { Retry } from '../../contract/flow.ts';
import type { DocumentPath } from '../../contract/source.ts';
import { didYouMean } from '../../util/nearest-name.ts';
import { isMap, type Value } from '../../util/values.ts';
import { describeValue, textOf, toPlain } from '../plain.ts';
import type { SchemaName } from '../schema/index.ts';
import { validatePart } from '../validate-part.ts';
import { explainViolations } from '../violations.ts';
import type { BuildContext } from './context.ts';
import { withNewNames } from './deprecated.ts';

const schemaOf: Readonly<Record<Retry['type'], SchemaName>> = {
  constant: 'retryConstant',
  exponential: 'retryExponential',
  random: 'retryRandom',
};

/** Kestra took the older name of before 0.24 ever since. */
const olderNames = { maxAttempt: 'maxAttempts' };

/** Reads a `retry` block; undefined where it is missing or wrong. */
export function buildRetry(context: BuildContext, value: Value | undefined, path: DocumentPath): Retry | undefined {
  if (!isMap(value)) return undefined;
  const type = textOf(value, 'type');
  if (type === undefined || !isRetryType(type)) {
    const names = Object.keys(schemaOf);
    const got = describeValue(type);
    context.at([...path, 'type'], {
      rule: 'not-allowed',
      message: `expected the type of a retry (${names.join(', ')}), got ${got}`,
      hint: type === undefined ? 'add type: constant' : didYouMean(type, names),
    });
    return undefined;
  }
  const plain = toPlain(withNewNames(context, value, path, olderNames));
  const known = [
    'type',
    'behavior',
    'interval',
    'minInterval',
    'maxInterval',
    'delayFactor',
    'maxAttempts',
    'maxDuration',
    'warningOnRetry',
  ];
  const violations = validatePart(schemaOf[type], plain);
  context.explained(explainViolations(violations, { value: plain, name: `a retry of type ${type}`, known }), path);
  return violations.length === 0 ? (plain as Retry) : undefined;
}

function isRetryType(type: string): type is Retry['type'] {
  return Object.hasOwn(schemaOf, type);
}
