import type { Polled } from '../../contract/trigger.ts';
import type { FetchType } from './fetch-type.ts';

/** What a query answered. */
interface Fetched {
  readonly size?: number;
}

/**
 * A query as a poll: there is something where it has rows. STORE, and a query with a statement after it, look at the first row only:
 * the execution runs the query again for all of them. NONE fires too, and hands nothing on.
 */
export async function pollRows(
  { fetchType, hasAfter }: { readonly fetchType: FetchType; readonly hasAfter: boolean },
  look: (fetchType: FetchType) => Promise<Fetched>,
): Promise<Polled> {
  const isWhole = !hasAfter && (fetchType === 'FETCH' || fetchType === 'FETCH_ONE');
  const fetched = await look(isWhole ? fetchType : 'FETCH_ONE');
  if ((fetched.size ?? 0) === 0) return {};
  if (isWhole) return { variables: { ...fetched } };
  return hasAfter || fetchType === 'STORE' ? { variables: {}, found: {} } : { variables: {} };
}

/** What the query answers where the execution runs; undefined where there are no rows any more. */
export function takenRows(fetched: Fetched): Readonly<Record<string, unknown>> | undefined {
  return fetched.size === 0 ? undefined : { ...fetched };
}
