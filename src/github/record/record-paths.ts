import { recordError } from './record-error.ts';

/** The paths that a record may hold. Whatever else stands in an artifact is refused: nobody of ours has put it there. */
const known: readonly RegExp[] = [
  /^record\.json$/,
  /^record\.sealed$/,
  /^plan\.json$/,
  /^left-behind\.json$/,
  /^keys\.jsonl\.\d{12}$/,
  /^executions\/[0-9A-Za-z]{8,64}\/journal(\.[1-9]\d{0,5})?\.jsonl\.\d{12}$/,
  /^executions\/[0-9A-Za-z]{8,64}\/(flow\.yaml|execution\.json)$/,
  /^executions\/[0-9A-Za-z]{8,64}\/logs\/[\w.-]{1,200}\.\d{12}$/,
  /^storage\/[^/]{1,255}\/[^/]{1,255}\/executions\/[0-9A-Za-z]{8,64}(?:\/[^/]{1,255}){1,20}$/,
];

const steps = new Set(['', '.', '..', '.drafts']);

/** Fails with RECORD_DAMAGED for a path that leads elsewhere, or that no record has. */
export function checkRecordPath(path: string): void {
  const isSafe = !/[\\\p{Cc}]/u.test(path) && path.split('/').every((part) => !steps.has(part));
  if (isSafe && known.some((pattern) => pattern.test(path))) return;
  throw recordError('RECORD_DAMAGED', `it holds a file that no record has: ${JSON.stringify(path.slice(0, 200))}`);
}
