import { TaskError } from '../../contract/errors.ts';

const units: Readonly<Record<string, number>> = { '': 1, b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };

/** A size as people write it (`512MB`, `1.5 GiB`, `64m`, `1048576`) in bytes, 1024 to the next unit. */
export function parseSize(name: string, text: string): number {
  const [, number = '', unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([bkmgt]?)(?:i?b)?\s*$/iu.exec(text) ?? [];
  const factor = units[unit.toLowerCase()];
  if (number !== '' && factor !== undefined) return Math.round(Number(number) * factor);
  throw new TaskError('SIZE_INVALID', `${name}: expected a size such as 512MB, got "${text}"`, { retryable: false });
}
