import type { EngineHost } from '../contract/engine-host.ts';
import { UsageError } from '../contract/errors.ts';
import type { ErrorRecord } from '../contract/events.ts';
import type { ExecutionNotice } from '../contract/execution.ts';
import type { Check } from '../contract/limits.ts';
import type { Flow } from '../contract/flow.ts';
import type { DocumentPath, SourceRange } from '../contract/source.ts';
import { holdsOutside, renderOutside } from '../engine/index.ts';
import type { ValueMap } from '../util/values.ts';

/** A flow with its places. */
interface CheckedFlow {
  readonly flow: Flow;
  readonly rangeOf?: (path: DocumentPath) => SourceRange;
}

/** What the flow's checks say of an execution that may start. */
export interface ChecksOutcome {
  /** It is recorded, but as FAILED at once. */
  readonly refusal?: ErrorRecord;
  /** Messages of checks that do not hold. */
  readonly notices?: readonly Omit<ExecutionNotice, 'date'>[];
}

const levels: Readonly<Record<Check['style'], ExecutionNotice['level']>> = {
  ERROR: 'ERROR',
  WARNING: 'WARN',
  INFO: 'INFO',
  SUCCESS: 'INFO',
};

/**
 * Judges the flow's `checks`; the strictest behavior among those that do not hold counts.
 * Fails with EXECUTION_BLOCKED (BLOCK_EXECUTION), or CHECK_INVALID where a condition cannot be told.
 */
export async function judgeChecks(source: CheckedFlow, context: ValueMap, host: EngineHost): Promise<ChecksOutcome> {
  const { flow } = source;
  const failed: { readonly check: Check; readonly message: string }[] = [];
  for (const [index, check] of (flow.checks ?? []).entries()) {
    try {
      if (await holdsOutside(check.condition, context, flow.namespace, host)) continue;
      failed.push({ check, message: await renderOutside(check.message, context, flow.namespace, host) });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new UsageError('CHECK_INVALID', `check ${index + 1} of the flow ${flow.namespace}.${flow.id}: ${reason}`, {
        cause,
        where: placeOf(source, index),
        hint: 'a check sees flow, inputs, vars, labels and trigger only',
      });
    }
  }
  if (failed.length === 0) return {};
  const messages = failed.map(({ message }) => message);
  const behaviors = new Set(failed.map(({ check }) => check.behavior));
  if (behaviors.has('BLOCK_EXECUTION')) {
    const first = (flow.checks ?? []).findIndex((check) => failed.some((entry) => entry.check === check));
    throw new UsageError(
      'EXECUTION_BLOCKED',
      `the checks of the flow ${flow.namespace}.${flow.id} block this execution. Failed checks: ${messages.join(', ')}`,
      { where: placeOf(source, first) },
    );
  }
  const notices = failed.map(({ check, message }) => ({ level: levels[check.style], message }));
  if (!behaviors.has('FAIL_EXECUTION')) return { notices };
  return { notices, refusal: { code: 'CHECK_FAILED', message: `failed checks: ${messages.join(', ')}` } };
}

function placeOf({ flow, rangeOf }: CheckedFlow, index: number): UsageError['where'] {
  const position = rangeOf?.(['checks', index, 'condition']).start;
  return { file: flow.file, ...(position === undefined ? {} : { position }) };
}
