import type { ExpectedLog, ExpectedRecord } from './flow-corpus.ts';

/** A hint where our refusal names nothing of what the server's does. */
export function messageHint({ messageContains = [] }: ExpectedRecord, ours: string): readonly string[] {
  const words = messageContains.flatMap((message) => message.replace('Invalid entity', '').match(/\w{3,}/g) ?? []);
  const lower = ours.toLowerCase();
  if (words.length === 0 || words.some((word) => lower.includes(word.toLowerCase()))) return [];
  return [`the server says "${messageContains.join('; ')}", we say "${ours}"`];
}

/** A hint where other levels of other tasks were logged; the texts of errors are our own. */
export function logHint({ logs = [] }: ExpectedRecord, ours: readonly ExpectedLog[] | undefined): readonly string[] {
  if (logs === '<varies>' || ours === undefined) return [];
  const server = summary(logs);
  const here = summary(ours);
  return server === here ? [] : [`the server logs ${server}, we log ${here}`];
}

function summary(logs: readonly ExpectedLog[]): string {
  const lines = logs.map(([level, taskId, message]) => {
    // An error is told in one line here, there with its trace in several.
    return level === 'ERROR' ? `${level} ${taskId}` : `${level} ${taskId} ${message}`;
  });
  return [...new Set(lines)].toSorted().join(' | ') || 'nothing';
}
