const falseTexts: ReadonlySet<string> = new Set(['', 'false', '0', '-0']);

/**
 * Whether a rendered condition holds, as Kestra's If, runIf and Assert judge it: every text is true but the empty one,
 * `false`, `0` and `-0` (so `False`, ` ` and `no` are true).
 */
export function isTruthy(rendered: string): boolean {
  return !falseTexts.has(rendered);
}
