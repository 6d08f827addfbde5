import type { DryRunAnswer, DryRunContext } from '../../../contract/task.ts';
import { readFault } from '../google-error.ts';
import { openBigQuery } from './client.ts';
import { costText } from './cost.ts';
import { callError } from './job-error.ts';
import { retryRule } from './job-properties.ts';
import { type QueryTaskProperties, queryConfiguration } from './query-configuration.ts';
import type { JobDocument } from './rest-types.ts';
import { placeInMessage } from './sql-place.ts';

/** What BigQuery says of a query without running it. */
export async function dryRunSql(properties: QueryTaskProperties, context: DryRunContext): Promise<DryRunAnswer> {
  const client = await openBigQuery(properties, context);
  const location = client.location === undefined ? {} : { location: client.location };
  const configuration = { ...queryConfiguration(properties, client.projectId), dryRun: true };
  try {
    const job = await client.call<JobDocument>({
      method: 'POST',
      uri: '/jobs',
      body: { configuration, jobReference: location },
    });
    const note = costText(job.statistics, true);
    return { property: 'sql', ...(note === undefined ? {} : { note }) };
  } catch (error) {
    context.signal.throwIfAborted();
    const { status, message, reason } = readFault(error);
    if (status !== 400 && status !== 404) throw callError(error, 'check the query', undefined, retryRule(properties));
    const place = placeInMessage(message);
    return { property: 'sql', fault: { message: `BigQuery: ${message}`, maybe: reason === 'notFound', ...place } };
  }
}
