import type { RunContext } from '../../../contract/run-context.ts';
import { readDuration } from '../../../plugin-kit/read-duration.ts';
import { checkCopy, type CopyPlan } from './check-copy.ts';
import type { BigQueryClient } from './client.ts';
import { jobLabels } from './job-id.ts';
import { type RetryProperties, retryRule } from './job-properties.ts';
import { defined } from './plain.ts';
import { reportDuration } from './query-metrics.ts';
import { runJob } from './run-job.ts';
import { parseTable } from './table-id.ts';

/** What a copy may ask for. */
export interface CopyRequest extends RetryProperties, CopyPlan {
  readonly operationType?: string;
  readonly jobTimeout?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly dryRun?: boolean;
}

/** Runs a copy job to its end and answers its id; a dry run only looks at the tables, and has none. */
export async function copyTables(
  client: BigQueryClient,
  request: CopyRequest,
  context: RunContext,
): Promise<string | undefined> {
  const { jobTimeout, dryRun = false } = request;
  const configuration = defined({
    copy: defined({
      sourceTables: request.sourceTables.map((table) => parseTable(table, client.projectId)),
      destinationTable: parseTable(request.destinationTable, client.projectId),
      writeDisposition: request.writeDisposition,
      createDisposition: request.createDisposition,
      operationType: request.operationType,
    }),
    jobTimeoutMs: jobTimeout === undefined ? undefined : String(readDuration('jobTimeout', jobTimeout)),
  });
  if (dryRun) {
    await checkCopy(client, request, context);
    return undefined;
  }
  const job = await runJob(
    client,
    {
      configuration,
      labels: { ...jobLabels(context), ...request.labels },
      rule: retryRule(request),
      doing: `copy to ${request.destinationTable}`,
    },
    context,
  );
  const tags = { project_id: job.jobReference?.projectId ?? '', location: job.jobReference?.location ?? '' };
  const children = job.statistics?.numChildJobs;
  if (children !== undefined) {
    context.metric({ name: 'num.child.jobs', type: 'counter', value: Number(children), tags });
  }
  reportDuration(context, job, tags);
  return job.jobReference?.jobId;
}
