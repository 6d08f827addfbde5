import { Temporal } from 'temporal-polyfill';
import { isMap, newMap, type Value, type ValueMap } from '../util/values.ts';
import type { JudgedMoment } from './condition-date.ts';

/** The stretch of time in which several conditions must come true. Durations in milliseconds. */
export type TimeWindow =
  /** Windows of one length, one behind the other, the first from midnight (+ `advance`) on. */
  | { readonly type: 'DURATION_WINDOW'; readonly window: number; readonly advance: number }
  /** Always the last `window` before the event. */
  | { readonly type: 'SLIDING_WINDOW'; readonly window: number }
  /** From midnight to a time of the same day. */
  | { readonly type: 'DAILY_TIME_DEADLINE'; readonly deadline: string }
  /** Between two times of a day, both included. */
  | { readonly type: 'DAILY_TIME_WINDOW'; readonly startTime: string; readonly endTime: string };

/** What was seen so far. */
export interface WindowState {
  /** Which window it belongs to; empty for a sliding one. */
  readonly window: string;
  /** When each condition came true last, milliseconds since 1970. */
  readonly met: Readonly<Record<string, number>>;
}

/** What of the earlier state still counts at a moment; undefined where the moment lies in no window. */
export function currentState(
  spec: TimeWindow,
  moment: JudgedMoment,
  earlier: WindowState | undefined,
): WindowState | undefined {
  if (spec.type === 'SLIDING_WINDOW') {
    const recent = Object.entries(earlier?.met ?? {}).filter(([, seen]) => seen >= moment.instant - spec.window);
    return { window: '', met: Object.fromEntries(recent) };
  }
  const window = windowAt(spec, moment.local);
  if (window === undefined) return undefined;
  return earlier?.window === window ? earlier : { window, met: {} };
}

/** The name of the window that a local time lies in: when it begins. */
function windowAt(
  spec: Exclude<TimeWindow, { readonly type: 'SLIDING_WINDOW' }>,
  local: Temporal.PlainDateTime,
): string | undefined {
  const time = local.toPlainTime();
  const before = (one: Temporal.PlainTime, text: string): boolean =>
    Temporal.PlainTime.compare(one, Temporal.PlainTime.from(text)) < 0;
  switch (spec.type) {
    case 'DAILY_TIME_DEADLINE':
      return before(time, spec.deadline) ? local.toPlainDate().toString() : undefined;
    case 'DAILY_TIME_WINDOW': {
      const isLate = Temporal.PlainTime.compare(time, Temporal.PlainTime.from(spec.endTime)) > 0;
      return before(time, spec.startTime) || isLate ? undefined : local.toPlainDate().toString();
    }
    default: {
      // Counted in local time: windows that divide a day begin at the same times of every day, clock changes or not.
      const clock = local.toZonedDateTime('UTC').epochMilliseconds;
      const start = Math.floor((clock - spec.advance) / spec.window) * spec.window + spec.advance;
      return new Date(start).toISOString();
    }
  }
}

/** The state as it is kept. */
export function printWindowState({ window, met }: WindowState): Value {
  const times: ValueMap = Object.assign(newMap(), met);
  return Object.assign(newMap(), { window, met: times });
}

/** The state from what was kept; undefined where it is none. */
export function readWindowState(value: Value | undefined): WindowState | undefined {
  if (value === undefined || !isMap(value)) return undefined;
  const { window, met } = value;
  if (typeof window !== 'string' || met === undefined || !isMap(met)) return undefined;
  const times = Object.entries(met).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return { window, met: Object.fromEntries(times) };
}
