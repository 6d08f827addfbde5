import type { RunContext } from '../../../contract/run-context.ts';
import type { FetchType } from '../../../plugin-kit/rows/fetch-type.ts';
import { RowFile } from '../../../plugin-kit/rows/row-file.ts';
import { printJson } from '../../../util/json.ts';
import { newMap, type ValueMap } from '../../../util/values.ts';
import { readRow } from './cell.ts';
import type { BigQueryClient } from './client.ts';
import type { JobDocument, QueryResultsDocument } from './rest-types.ts';

/** Rows that one call asks for; BigQuery sends fewer where they are wide (10 MB at most). */
const PAGE_ROWS = 50_000;

/** What a job's rows became. */
export interface FetchedResult {
  readonly row?: ValueMap;
  readonly rows?: ValueMap[];
  readonly uri?: string;
  readonly size?: number;
  /** Rows of the result, fetched or not. */
  readonly total: number;
}

/** Where the rows go. */
export interface FetchTarget {
  readonly fetchType: Exclude<FetchType, 'NONE'>;
  readonly fileName: string;
  readonly maxResults?: number;
}

/** Reads a job's result page by page; memory holds one page, but for FETCH. */
export async function fetchResults(
  client: BigQueryClient,
  job: JobDocument,
  { fetchType, fileName, maxResults = PAGE_ROWS }: FetchTarget,
  context: RunContext,
): Promise<FetchedResult> {
  const rows: ValueMap[] = [];
  const file = fetchType === 'STORE' ? new RowFile(context.storage, fileName) : undefined;
  let total = 0;
  let size = 0;
  try {
    for await (const page of pages(client, job, fetchType === 'FETCH_ONE' ? 1 : maxResults)) {
      total = Number(page.totalRows ?? 0);
      for (const document of page.rows ?? []) {
        const row = readRow(page.schema?.fields ?? [], document);
        size++;
        if (file === undefined) rows.push(row);
        else await file.write(`${printJson(row)}\n`);
      }
      if (fetchType === 'FETCH_ONE') break;
      context.progress({ done: size, total, unit: 'rows' });
    }
    if (file !== undefined) return { uri: (await file.close()).uri, size, total };
    if (fetchType === 'FETCH') return { rows, size, total };
    return { row: rows[0] ?? newMap(), size: total, total };
  } catch (error) {
    await file?.abandon(error);
    throw error;
  }
}

async function* pages(
  client: BigQueryClient,
  job: JobDocument,
  maxResults: number,
): AsyncGenerator<QueryResultsDocument> {
  const { jobId = '', location = client.location } = job.jobReference ?? {};
  let schema: QueryResultsDocument['schema'];
  let pageToken: string | undefined;
  do {
    const page: QueryResultsDocument = await client.call<QueryResultsDocument>({
      uri: `/queries/${jobId}`,
      query: { location, maxResults, pageToken, 'formatOptions.useInt64Timestamp': true },
    });
    schema ??= page.schema;
    yield schema === undefined ? page : { ...page, schema };
    pageToken = page.pageToken;
  } while (pageToken !== undefined && pageToken !== '');
}
