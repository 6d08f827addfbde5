import type { BigQuery } from '@google-cloud/bigquery';
import type { RunContext } from '../../../contract/run-context.ts';
import { findEmulator } from '../emulators.ts';
import { findService } from '../find-service.ts';
import { abortable } from './abortable.ts';
import { loadSdk } from '../load-sdk.ts';
import type { JobDocument } from './rest-types.ts';
import type { TableReference } from './table-id.ts';
import { type LoginContext, loginOf, projectOf } from '../login.ts';
import type { GcpProperties } from '../properties.ts';

/** One call of BigQuery's REST API, below `/projects/<project>`. */
export interface BigQueryCall {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly uri: string;
  /** Another project than the client's. */
  readonly project?: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
}

/** BigQuery through Google's own client: its login, its retries, its addresses. */
export interface BigQueryClient {
  /** The project that is asked, or a text that Google's client replaces when it knows. */
  readonly projectId: string;
  /** Default location of jobs and data sets. */
  readonly location: string | undefined;
  /** Fails with what Google's client throws (read it by `readFault`), or with the signal's reason. */
  call<T>(call: BigQueryCall): Promise<T>;
  /** Streams a local file into a load job of this configuration. */
  upload(
    path: string,
    table: TableReference,
    load: Readonly<Record<string, unknown>>,
    job: JobDocument['jobReference'],
  ): Promise<JobDocument>;
  /** The same for a task that is stopped already. */
  callAnyway(call: BigQueryCall): Promise<unknown>;
}

/** Opens a client. Calls that met a 429, a 5xx or a broken line are made again, with growing waits. */
export async function openBigQuery(
  properties: GcpProperties & { readonly location?: string },
  context: LoginContext & Pick<RunContext, 'signal'>,
): Promise<BigQueryClient> {
  const { BigQuery } = await loadSdk(() => import('@google-cloud/bigquery'));
  const { location } = properties;
  const common = { userAgent: 'gitphony', maxRetries: 5, ...(location === undefined ? {} : { location }) };
  const emulator = await findEmulator('bigquery');
  if (emulator !== undefined) {
    const { PassThroughClient } = await loadSdk(() => import('google-auth-library'));
    const projectId = projectOf(properties) ?? 'emulated';
    const authClient = new PassThroughClient();
    return wrap(new BigQuery({ ...common, apiEndpoint: emulator, projectId, authClient }), location, context.signal);
  }
  const { credentials, projectId, scopes } = await loginOf(properties, context);
  await findService('bigquery.googleapis.com');
  const login = {
    scopes,
    ...(projectId === undefined ? {} : { projectId }),
    ...(credentials === undefined ? {} : { credentials }),
  };
  return wrap(new BigQuery({ ...common, ...login }), location, context.signal);
}

function wrap(client: BigQuery, location: string | undefined, signal: AbortSignal): BigQueryClient {
  return {
    projectId: client.projectId,
    location,
    call: <T>(call: BigQueryCall) => abortable(ask<T>(client, call), signal),
    callAnyway: (call) => ask(client, call),
    upload: (path, { projectId, datasetId, tableId }, load, job) =>
      abortable(
        client
          .dataset(datasetId, { projectId })
          .table(tableId, job?.location === undefined ? {} : { location: job.location })
          .createLoadJob(path, { ...load, ...(job?.jobId === undefined ? {} : { jobId: job.jobId }) })
          .then(([created]) => created.metadata as JobDocument),
        signal,
      ),
  };
}

function ask<T>(client: BigQuery, { method = 'GET', uri, project, query, body }: BigQueryCall): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const request = {
      method,
      uri,
      ...(project === undefined ? {} : { projectId: project }),
      ...(query === undefined ? {} : { qs: withoutGaps(query) }),
      ...(body === undefined ? {} : { json: body }),
    };
    client.request(request, (error: Error | null, answer: unknown) => {
      if (error === null) resolve(answer as T);
      else reject(error);
    });
  });
}

function withoutGaps(query: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}
