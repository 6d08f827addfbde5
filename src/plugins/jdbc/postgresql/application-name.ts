import { createHash } from 'node:crypto';
import type { RunContext } from '../../../contract/run-context.ts';

/** PostgreSQL cuts `application_name` behind 63 bytes (NAMEDATALEN - 1). */
const LONGEST = 63;

/**
 * The name under which a task run's sessions are known to the server: `gitphony <execution>/<task run>`. A resume finds
 * by it what a killed process left running, so it must be the same in every attempt and differ between task runs: where
 * it would be cut, a digest stands for the ids. A name of the author's own goes in front.
 */
export function applicationName(context: Pick<RunContext, 'execution' | 'taskRun'>, own?: string): string {
  const ids = `${context.execution.id}/${context.taskRun.id}`;
  const plain = `gitphony ${ids}`;
  if (own === undefined && Buffer.byteLength(plain) <= LONGEST && isPrintable(plain)) return plain;
  const digest = createHash('sha256').update(ids).digest('base64url').slice(0, 22);
  const tail = `gitphony ${digest}`;
  if (own === undefined) return tail;
  // The server replaces everything outside printable ASCII by question marks or escapes.
  const head = own.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, LONGEST - tail.length - 1);
  return `${head} ${tail}`;
}

function isPrintable(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
