const DAY_SECONDS = 86_400;

/** How busy the hours of a day are, in shares of 900: quiet before dawn, most trips in the early evening. */
const SHARES = [26, 18, 12, 8, 6, 7, 16, 32, 40, 40, 39, 40, 45, 46, 48, 50, 46, 56, 64, 62, 56, 54, 50, 39] as const;
const SECONDS_A_SHARE = DAY_SECONDS / 900;

/** For each hour where it begins if all trips were spread evenly, then the end of the day. */
const BEGINS = SHARES.reduce<number[]>(
  (begins, share) => [...begins, (begins.at(-1) ?? 0) + share * SECONDS_A_SHARE],
  [0],
);

/**
 * Moves a second of an evenly filled month to where the day's curve has it. Later stays later, though two neighbours may become one second;
 * no second leaves its day. Whole numbers only, so that every machine answers alike.
 */
export function followDay(seconds: number): number {
  const rest = seconds % DAY_SECONDS;
  let hour = 0;
  while ((BEGINS[hour + 1] ?? DAY_SECONDS) <= rest) hour++;
  const begin = BEGINS[hour] ?? 0;
  const width = (BEGINS[hour + 1] ?? DAY_SECONDS) - begin;
  return seconds - rest + hour * 3600 + Math.floor(((rest - begin) * 3600) / width);
}
