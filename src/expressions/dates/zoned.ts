import { fromLocalSeconds, localSeconds, type LocalDateTime } from './local.ts';
import type { Zone } from './zone.ts';

/** An instant in a zone, as Java's ZonedDateTime. */
export interface ZonedDateTime {
  /** Seconds since 1970, rounded down. */
  readonly epochSecond: number;
  /** 0 to 999,999,999. */
  readonly nano: number;
  readonly zone: Zone;
  /** What the clocks show there. */
  readonly local: LocalDateTime;
  /** Seconds east of UTC. */
  readonly offset: number;
}

/** The instant in a zone. */
export function zonedInstant(epochSecond: number, nano: number, zone: Zone): ZonedDateTime {
  const offset = zone.offsetAt(epochSecond);
  return { epochSecond, nano, zone, offset, local: fromLocalSeconds(epochSecond + offset, nano) };
}

/**
 * A local time in a zone, by Java's rules: a time that the clocks skip moves later by the length of the gap, of one that
 * they show twice the earlier is taken.
 */
export function zonedLocal(local: LocalDateTime, zone: Zone): ZonedDateTime {
  const seconds = localSeconds(local);
  // The offsets half a day around the time: every change of the clocks lies between them.
  const before = zone.offsetAt(seconds - 43_200 - zone.offsetAt(seconds - 43_200));
  const after = zone.offsetAt(seconds + 43_200 - zone.offsetAt(seconds + 43_200));
  for (const offset of [before, after]) {
    if (zone.offsetAt(seconds - offset) === offset) return zonedInstant(seconds - offset, local.nano, zone);
  }
  return zonedInstant(seconds - before, local.nano, zone);
}
