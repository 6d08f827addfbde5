/** An offset by the letters O, X, x and Z of Java's DateTimeFormatter. */
export function formatOffset(seconds: number, letter: string, count: number): string {
  if (letter === 'O') return localizedOffset(seconds, count === 4);
  if (letter === 'Z') {
    if (count === 4) return localizedOffset(seconds, true);
    return count === 5 && seconds === 0 ? 'Z' : plainOffset(seconds, count === 5 ? 5 : 2);
  }
  return letter === 'X' && seconds === 0 ? 'Z' : plainOffset(seconds, count);
}

/** 1: hours, minutes if any; 2: +HHmm; 3: +HH:mm; 4 and 5: with seconds if any. */
function plainOffset(seconds: number, form: number): string {
  const size = Math.abs(seconds);
  const [hours, minutes, rest] = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  const separator = form === 3 || form === 5 ? ':' : '';
  let text = `${seconds < 0 ? '-' : '+'}${hours}`;
  if (form > 1 || minutes !== '00') text += `${separator}${minutes}`;
  if (form >= 4 && rest !== '00') text += `${separator}${rest}`;
  return text;
}

/** `GMT`, `GMT+2` or, in full, `GMT+02:00`. */
function localizedOffset(seconds: number, full: boolean): string {
  if (seconds === 0) return 'GMT';
  const size = Math.abs(seconds);
  const minutes = Math.floor(size / 60) % 60;
  const hours = String(Math.floor(size / 3600)).padStart(full ? 2 : 1, '0');
  const tail = full || minutes > 0 ? `:${String(minutes).padStart(2, '0')}` : '';
  return `GMT${seconds < 0 ? '-' : '+'}${hours}${tail}`;
}
