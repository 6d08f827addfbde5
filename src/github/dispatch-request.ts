import { UsageError } from '../contract/errors.ts';
import type { Flow } from '../contract/flow.ts';
import { dispatchField, readDispatchedInputs, skipBegun, skipSucceeded, unsetChoice } from '../util/dispatch-fields.ts';
import { JsonSyntaxError, parseJson } from '../util/json.ts';
import type { Value, ValueMap } from '../util/values.ts';
import type { GithubEvent } from './event.ts';
import { readResumeOrder, type ResumeOrder } from './resume-order.ts';

/** What a dispatch form asks for, read back from the event. */
export interface DispatchRequest {
  readonly inputs: ValueMap;
  readonly labels: Readonly<Record<string, string>>;
  /** Trigger id, where one was chosen. */
  readonly trigger: string | undefined;
  /** One planned tick to run by hand. */
  readonly date: string | undefined;
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly backfill: 'matrix' | 'in-order';
  /** Which ticks are left out: `begun`, `succeeded`, or numbers of runs. */
  readonly skip: string | undefined;
  /** How many ticks of a backfill run at once, at most; undefined: as the flow says. */
  readonly parallel: number | undefined;
  readonly scratchAllowed: boolean;
  /** What another flow's workflow says of its execution, JSON. */
  readonly upstream: string | undefined;
  /** The earlier run that is to go on. */
  readonly resume: ResumeOrder | undefined;
  /** What a poll found, JSON. */
  readonly polled: string | undefined;
}

/** Reads the form. Fails with DISPATCH_INVALID where a field has the wrong shape. */
export function readDispatchRequest(
  event: GithubEvent,
  flow: Flow,
  defaults: { readonly backfill: DispatchRequest['backfill'] },
): DispatchRequest {
  const fields = event.inputs;
  const text = (field: string): string | undefined => {
    const value = fields[field];
    return typeof value === 'string' && value.trim() !== '' && value !== unsetChoice ? value.trim() : undefined;
  };
  refuseHalfBackfill(text);
  return {
    inputs: readInputs(fields, flow),
    labels: readLabels(text(dispatchField.labels) ?? ''),
    trigger: text(dispatchField.trigger),
    date: text(dispatchField.date),
    start: text(dispatchField.start),
    end: text(dispatchField.end),
    backfill: readMode(text(dispatchField.backfill)) ?? defaults.backfill,
    skip: readSkip(text(dispatchField.skip)),
    parallel: readParallel(text(dispatchField.parallel)),
    scratchAllowed: fields[dispatchField.scratch] === true || fields[dispatchField.scratch] === 'true',
    upstream: text(dispatchField.upstream),
    resume: readResumeOrder(text(dispatchField.resume), text(dispatchField.onResume)),
    polled: text(dispatchField.polled),
  };
}

/** A window with one end, or a window and a tick: whoever filled that in meant something else than a normal run. */
function refuseHalfBackfill(text: (field: string) => string | undefined): void {
  const { start, end, date, resume } = dispatchField;
  const other = [start, date].find((field) => text(field) !== undefined);
  if (text(resume) !== undefined && other !== undefined) {
    throw new UsageError(
      'DISPATCH_INVALID',
      `${resume} goes on with an earlier run, ${other} begins a new one: expected one of them`,
      {
        hint: `leave ${other} empty`,
      },
    );
  }
  if (text(end) !== undefined && text(start) === undefined) {
    throw new UsageError('DISPATCH_INVALID', `${end} is the end of a backfill, but ${start} is empty`, {
      hint: `fill in ${start} for a backfill, or leave ${end} empty for a normal run`,
    });
  }
  if (text(date) !== undefined && text(start) !== undefined) {
    throw new UsageError('DISPATCH_INVALID', `${date} runs one tick and ${start} a backfill: expected one of them`, {
      hint: `leave ${date} empty for the backfill, or ${start} for the one tick`,
    });
  }
}

function readMode(text: string | undefined): DispatchRequest['backfill'] | undefined {
  if (text === undefined || text === 'matrix' || text === 'in-order') return text;
  throw new UsageError('DISPATCH_INVALID', `${dispatchField.backfill}: expected matrix or in-order, got "${text}"`);
}

function readSkip(text: string | undefined): string | undefined {
  if (text === undefined || text === skipBegun || text === skipSucceeded) return text;
  if (/^\d+(\s*,\s*\d+)*$/.test(text)) return text;
  throw new UsageError(
    'DISPATCH_INVALID',
    `${dispatchField.skip}: expected ${skipSucceeded} or numbers of runs, got "${text}"`,
    {
      hint: 'the number of a run stands in its address: …/actions/runs/<number>',
    },
  );
}

function readParallel(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new UsageError('DISPATCH_INVALID', `${dispatchField.parallel}: expected a whole number above 0, got "${text}"`);
}

function readInputs(fields: ValueMap, flow: Flow): ValueMap {
  try {
    const { values, unknown } = readDispatchedInputs(
      fields,
      flow.inputs.map(({ id }) => id),
      parseJson,
    );
    if (unknown.length > 0) {
      throw new UsageError(
        'DISPATCH_INVALID',
        `the form has fields that the flow has no input for: ${unknown.join(', ')}`,
        {
          hint: 'the workflow is older or newer than the flow: run gitphony compile and commit',
        },
      );
    }
    return values as Record<string, Value>;
  } catch (cause) {
    if (cause instanceof JsonSyntaxError) {
      throw new UsageError('DISPATCH_INVALID', `${dispatchField.inputs}: ${cause.message}`, { cause });
    }
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new UsageError('DISPATCH_INVALID', cause.message, { cause });
  }
}

/** `key:value,key:value`; a key alone is refused. */
function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const part of text.split(',').map((word) => word.trim())) {
    if (part === '') continue;
    const at = part.indexOf(':');
    if (at < 1) {
      throw new UsageError('DISPATCH_INVALID', `${dispatchField.labels}: expected key:value,key:value, got "${part}"`);
    }
    labels[part.slice(0, at).trim()] = part.slice(at + 1).trim();
  }
  return labels;
}
