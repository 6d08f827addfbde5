const formats = new Map<string, Intl.DateTimeFormat>();

/** True for a zone name that this runtime knows: IANA names, `UTC`. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    offsetFormat(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * An instant as ISO 8601 text with the zone's offset at that time: `2024-01-01T00:00:00Z`, `2024-07-01T09:00:00+02:00`.
 * Milliseconds are written only where they are not zero. Fails with RangeError for an unknown zone.
 */
export function isoInZone(instant: number, timeZone: string): string {
  const minutes = offsetMinutes(instant, timeZone);
  const local = new Date(instant + minutes * 60_000)
    .toISOString()
    .slice(0, -1)
    .replace(/\.000$/, '');
  if (minutes === 0) return `${local}Z`;
  const magnitude = Math.abs(minutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${local}${minutes < 0 ? '-' : '+'}${two(Math.trunc(magnitude / 60))}:${two(magnitude % 60)}`;
}

function offsetMinutes(instant: number, timeZone: string): number {
  const name =
    offsetFormat(timeZone)
      .formatToParts(instant)
      .find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const match = /^GMT([+-])(\d{2}):(\d{2})/.exec(name);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

function offsetFormat(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    formats.set(timeZone, format);
  }
  return format;
}
