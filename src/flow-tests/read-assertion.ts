import type { SourcePosition } from '../contract/source.ts';
import { textOf } from '../flow/plain.ts';
import { ownEntry, type ValueMap } from '../util/values.ts';
import { operators } from './schema.ts';
import type { Assertion, Check } from './suite.ts';

/** An assertion as written, judged by its schema before; `positionOf` finds places below it. */
export function readAssertion(raw: ValueMap, positionOf: (...steps: readonly string[]) => SourcePosition): Assertion {
  const checks: Check[] = [];
  for (const operator of operators) {
    const operand = ownEntry(raw, operator);
    if (operand !== undefined) checks.push({ operator, operand, position: positionOf(operator) });
  }
  const taskId = textOf(raw, 'taskId');
  const description = textOf(raw, 'description');
  const errorMessage = textOf(raw, 'errorMessage');
  return {
    value: ownEntry(raw, 'value') ?? null,
    ...(taskId === undefined ? {} : { taskId }),
    ...(description === undefined ? {} : { description }),
    ...(errorMessage === undefined ? {} : { errorMessage }),
    checks,
    position: positionOf(),
  };
}
