import { TaskError } from '../../../contract/errors.ts';
import type { WriterClient } from './storage-client.ts';

/** Ends a stream of the type PENDING and makes its rows visible, all at once. */
export async function commitStream(
  client: WriterClient,
  parent: string,
  streamId: string,
  doing: string,
): Promise<{ readonly rowsCount: number; readonly commitTime: string }> {
  const { rowCount } = await client.finalizeWriteStream({ name: streamId });
  const { commitTime, streamErrors = [] } = await client.batchCommitWriteStream({ parent, writeStreams: [streamId] });
  if (commitTime === undefined || commitTime === null) {
    const messages = streamErrors.map(({ errorMessage }) => errorMessage ?? 'no message came').join('\n');
    throw new TaskError('BIGQUERY_NOT_COMMITTED', `Google could not ${doing}: ${messages}`, {
      hint: 'no row was written; run the task again',
      retryable: true,
    });
  }
  const milliseconds = Number(commitTime.seconds ?? 0) * 1000 + (commitTime.nanos ?? 0) / 1_000_000;
  return { rowsCount: Number(rowCount ?? 0), commitTime: new Date(milliseconds).toISOString() };
}
