import type { ProgressRecord } from '../../src/contract/events.ts';
import { formatBytes, formatCount } from './format-time.ts';

/** Progress in words: `45.2 MB of 90.1 MB (50 %)`, `1,000,000 rows`. */
export function describeProgress({ done, total, unit, message }: ProgressRecord): string {
  const amount = (value: number): string => (unit === 'bytes' ? formatBytes(value) : `${formatCount(value)} ${unit}`);
  const share =
    total === undefined || total === 0 ? '' : ` of ${amount(total)} (${Math.floor((done / total) * 100)} %)`;
  return `${amount(done)}${share}${message === undefined ? '' : ` ${message}`}`;
}
