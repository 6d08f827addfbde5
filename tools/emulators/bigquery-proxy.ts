import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { externalTable, type ExternalTable } from './external-table.ts';

/**
 * A proxy before the BigQuery emulator, which takes `CREATE EXTERNAL TABLE … uris = [...]` and makes an empty table of it. The
 * proxy remembers the table and, before each statement that names it, loads the stated files into it: what a query of BigQuery's
 * sees of an external table is what the files hold when it runs.
 */
export interface BigQueryProxy {
  readonly url: string;
  close(): Promise<void>;
}

export async function startBigQueryProxy(origin: string, wished = 0): Promise<BigQueryProxy> {
  const tables = new Map<string, ExternalTable>();
  const server = createServer((request, response) => {
    forward(origin, tables, request, response).catch((error: unknown) => {
      response.writeHead(502, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { code: 502, message: `the proxy failed: ${String(error)}`, errors: [] } }));
    });
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wished, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function forward(
  origin: string,
  tables: Map<string, ExternalTable>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const sql = sqlOf(request, body);
  if (sql !== undefined) await beforeStatement(origin, tables, sql);
  const { host: _, connection: __, 'content-length': ___, 'transfer-encoding': ____, ...headers } = request.headers;
  const answer = await fetch(`${origin}${request.url ?? '/'}`, {
    method: request.method ?? 'GET',
    headers: headers as Record<string, string>,
    ...(body.length === 0 ? {} : { body }),
  });
  const text = Buffer.from(await answer.arrayBuffer());
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
  response.end(text);
}

function sqlOf(request: IncomingMessage, body: Buffer): string | undefined {
  const isJson = request.headers['content-type']?.startsWith('application/json') === true;
  if (!isJson || request.method !== 'POST' || !/\/(jobs|queries)(\?|$)/.test(request.url ?? '') || body.length === 0)
    return undefined;
  const document = JSON.parse(body.toString('utf8')) as {
    query?: string;
    configuration?: { dryRun?: boolean; query?: { query?: string } };
  };
  return document.configuration?.dryRun === true ? undefined : (document.configuration?.query?.query ?? document.query);
}

async function beforeStatement(origin: string, tables: Map<string, ExternalTable>, sql: string): Promise<void> {
  const made = externalTable(sql);
  if (made !== undefined) {
    tables.set(made.name, made);
    return;
  }
  for (const table of tables.values()) {
    if (!sql.includes(table.name)) continue;
    await load(origin, table);
  }
}

async function load(origin: string, { reference, configuration }: ExternalTable): Promise<void> {
  const job = {
    configuration: {
      load: {
        ...configuration,
        destinationTable: reference,
        writeDisposition: 'WRITE_TRUNCATE',
        createDisposition: 'CREATE_IF_NEEDED',
      },
    },
  };
  const jobs = `${origin}/bigquery/v2/projects/${reference.projectId}/jobs`;
  const inserted = await fetch(jobs, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(job),
  });
  let state = (await inserted.json()) as {
    jobReference?: { jobId: string };
    status?: { state: string; errorResult?: { message: string } };
  };
  while (state.status !== undefined && state.status.state !== 'DONE') {
    await new Promise((resolve) => setTimeout(resolve, 20));
    state = (await (await fetch(`${jobs}/${state.jobReference?.jobId ?? ''}`)).json()) as typeof state;
  }
  if (!inserted.ok || state.status?.errorResult !== undefined) {
    throw new Error(`loading the external table ${reference.tableId} failed: ${JSON.stringify(state).slice(0, 500)}`);
  }
}
