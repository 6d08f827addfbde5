import type { RunContext } from '../../../contract/run-context.ts';
import type { FetchType } from '../../../plugin-kit/rows/fetch-type.ts';
import type { JobDocument } from './rest-types.ts';

/** Reports what BigQuery counted, by Kestra's names and tags. */
export function reportQuery(
  context: RunContext,
  job: JobDocument,
  fetchType: FetchType,
): Readonly<Record<string, string>> {
  const { statistics, jobReference } = job;
  const query = statistics?.query;
  const tags = {
    statement_type: query?.statementType ?? '',
    fetch: String(fetchType === 'FETCH' || fetchType === 'FETCH_ONE'),
    store: String(fetchType === 'STORE'),
    project_id: jobReference?.projectId ?? '',
    location: jobReference?.location ?? '',
  };
  const counters: Readonly<Record<string, string | number | undefined>> = {
    'estimated.bytes.processed': query?.estimatedBytesProcessed,
    'num.dml.affected.rows': query?.numDmlAffectedRows,
    'total.bytes.billed': query?.totalBytesBilled,
    'total.bytes.processed': query?.totalBytesProcessed,
    'total.partitions.processed': query?.totalPartitionsProcessed,
    'referenced.tables': query?.referencedTables?.length,
    'total.slot.ms': query?.totalSlotMs,
    'num.child.jobs': statistics?.numChildJobs,
    'cache.hit': query?.cacheHit === undefined ? undefined : Number(query.cacheHit),
  };
  for (const [name, value] of Object.entries(counters)) {
    if (value === undefined || value === null) continue;
    context.metric({ name, type: 'counter', value: Number(value), tags });
  }
  reportDuration(context, job, tags);
  return tags;
}

/** Seconds that a job ran, queueing left out. */
export function reportDuration(
  context: RunContext,
  { statistics }: JobDocument,
  tags: Readonly<Record<string, string>>,
): void {
  const { startTime, endTime } = statistics ?? {};
  if (startTime === undefined || endTime === undefined) return;
  context.metric({ name: 'duration', type: 'timer', value: (Number(endTime) - Number(startTime)) / 1000, tags });
}
