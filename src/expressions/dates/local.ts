import { fromEpochDay, toEpochDay } from './civil.ts';

/** A date and time without a zone. */
export interface LocalDateTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nano: number;
}

const SECONDS_PER_DAY = 86_400;

/** Seconds since 1970 as if the local time were UTC. */
export function localSeconds(local: LocalDateTime): number {
  return (
    toEpochDay(local.year, local.month, local.day) * SECONDS_PER_DAY +
    local.hour * 3600 +
    local.minute * 60 +
    local.second
  );
}

/** The local time of such seconds. */
export function fromLocalSeconds(seconds: number, nano: number): LocalDateTime {
  const epochDay = Math.floor(seconds / SECONDS_PER_DAY);
  const secondOfDay = seconds - epochDay * SECONDS_PER_DAY;
  return {
    ...fromEpochDay(epochDay),
    hour: Math.floor(secondOfDay / 3600),
    minute: Math.floor(secondOfDay / 60) % 60,
    second: secondOfDay % 60,
    nano,
  };
}
