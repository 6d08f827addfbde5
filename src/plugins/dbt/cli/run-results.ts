import type { RunContext } from '../../../contract/run-context.ts';
import type { Artifacts } from './artifacts.ts';

/** How a node ended. Source: https://docs.getdbt.com/reference/artifacts/run-results-json */
export interface NodeResult {
  readonly unique_id: string;
  readonly status: string;
  readonly message?: string | null;
  readonly compiled_code?: string | null;
  /** Seconds. */
  readonly execution_time?: number;
  readonly adapter_response?: Readonly<Record<string, unknown>>;
}

/** The results of the last command that ran nodes; none where it ran none. */
export async function readRunResults(artifacts: Artifacts): Promise<readonly NodeResult[]> {
  const record = (await artifacts.read('run_results.json')) as { readonly results?: readonly NodeResult[] } | undefined;
  return record?.results ?? [];
}

/** Our names of what adapters count, as Kestra has them. */
const counters = {
  'rows.affected': 'rows_affected',
  'bytes.processed': 'bytes_processed',
} as const;

/** Tells how many rows and bytes each node moved, where its adapter says so. */
export function countRows(results: readonly NodeResult[], context: Pick<RunContext, 'metric'>): void {
  for (const { unique_id: node, adapter_response: response = {} } of results) {
    for (const [name, key] of Object.entries(counters)) {
      const value = Number(response[key] ?? Number.NaN);
      if (Number.isFinite(value)) context.metric({ name, type: 'counter', value, tags: { node } });
    }
  }
}
