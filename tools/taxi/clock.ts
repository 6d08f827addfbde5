const DAY_SECONDS = 86_400;

/** Two digits for 0 to 59, made once: formatting is most of the generator's time. */
const PAIRS = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'));

/** Whole seconds in a month. New York's clock changes are left out, as the data has no time zone. */
export function secondsInMonth(year: number, month: number): number {
  return ((Date.UTC(year, month, 1) - Date.UTC(year, month - 1, 1)) / 1000) | 0;
}

/** Prints seconds since the month's first midnight as `yyyy-MM-dd HH:mm:ss`; may run over into the next months. */
export function monthClock(year: number, month: number): (seconds: number) => string {
  const days: string[] = [];
  const day = (index: number): string => {
    const known = days[index];
    if (known !== undefined) return known;
    const text = `${new Date(Date.UTC(year, month - 1, 1 + index)).toISOString().slice(0, 10)} `;
    days[index] = text;
    return text;
  };
  return (seconds) => {
    const index = Math.floor(seconds / DAY_SECONDS);
    const rest = seconds - index * DAY_SECONDS;
    const hour = Math.floor(rest / 3600);
    const minute = Math.floor((rest % 3600) / 60);
    return `${day(index)}${PAIRS[hour]}:${PAIRS[minute]}:${PAIRS[rest % 60]}`;
  };
}
