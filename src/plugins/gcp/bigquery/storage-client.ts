import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { RunContext } from '../../../contract/run-context.ts';
import { installedPackage } from '../../../plugin-kit/npm/installed-package.ts';
import { findEmulator } from '../emulators.ts';
import { loginOf } from '../login.ts';
import type { GcpProperties } from '../properties.ts';
import type { TableSchema } from './rest-types.ts';
import lock from './storage-lock.json' with { type: 'json' };

/** What BigQuery answers to a batch of rows. Source: https://cloud.google.com/bigquery/docs/reference/storage/rpc/google.cloud.bigquery.storage.v1#appendrowsresponse */
export interface AppendAnswer {
  readonly error?: { readonly code?: number; readonly message?: string } | null;
  readonly rowErrors?: readonly { readonly index?: unknown; readonly message?: string }[];
}

/** A stream of rows that is open. */
interface StreamConnection {
  onConnectionError(listener: (error: unknown) => void): void;
  close(): void;
}

interface JsonWriter {
  appendRows(rows: readonly object[], offset?: number): { getResult(): Promise<AppendAnswer> };
}

/** The part of Google's client of the Storage Write API that is used here; the package is not there at build time. */
export interface WriterClient {
  createWriteStreamFullResponse(request: {
    readonly streamType: string;
    readonly destinationTable: string;
  }): Promise<{ readonly name?: string }>;
  createStreamConnection(request: { readonly streamId: string }): Promise<StreamConnection>;
  finalizeWriteStream(request: { readonly name: string }): Promise<{ readonly rowCount?: unknown }>;
  batchCommitWriteStream(request: { readonly parent: string; readonly writeStreams: readonly string[] }): Promise<{
    readonly commitTime?: { readonly seconds?: unknown; readonly nanos?: number } | null;
    readonly streamErrors?: readonly { readonly errorMessage?: string }[];
  }>;
  close(): void;
}

interface StoragePackage {
  readonly managedwriter: {
    readonly WriterClient: new (options: object) => WriterClient;
    readonly JSONWriter: new (options: {
      readonly connection: StreamConnection;
      readonly protoDescriptor: unknown;
    }) => JsonWriter;
  };
  readonly adapt: {
    convertBigQuerySchemaToStorageTableSchema(schema: TableSchema): unknown;
    convertStorageSchemaToProto2Descriptor(schema: unknown, scope: string): unknown;
  };
}

/** Google's client and what turns rows into its messages. */
export interface StorageClient {
  readonly client: WriterClient;
  /** Opens a stream for rows of this schema. */
  open(streamId: string, schema: TableSchema): Promise<OpenStream>;
}

export interface OpenStream {
  append(rows: readonly object[], offset: number | undefined): Promise<AppendAnswer>;
  close(): void;
}

/**
 * Opens the client of the Storage Write API. It comes by npm on first use: a package of 68 MB that no other task needs.
 * @throws TaskError PACKAGE_NOT_INSTALLED
 */
export async function openStorage(properties: GcpProperties, context: RunContext): Promise<StorageClient> {
  const load = await storageModules(context);
  const { managedwriter, adapt } = load('@google-cloud/bigquery-storage') as StoragePackage;
  const client = new managedwriter.WriterClient(await clientOptions(properties, context, load));
  return {
    client,
    async open(streamId, schema) {
      const connection = await client.createStreamConnection({ streamId });
      // Every failure also reaches the batch that waits; without a listener it would end the process.
      connection.onConnectionError(() => undefined);
      const storageSchema = adapt.convertBigQuerySchemaToStorageTableSchema(withIntervalsAsTexts(schema));
      const protoDescriptor = adapt.convertStorageSchemaToProto2Descriptor(storageSchema, 'row');
      const writer = new managedwriter.JSONWriter({ connection, protoDescriptor });
      return {
        append: (rows, offset) => writer.appendRows(rows, offset).getResult(),
        close: () => connection.close(),
      };
    },
  };
}

/** BigQuery takes an INTERVAL as the text of one; Google's client for Node knows no message for it, that for Java a text. */
function withIntervalsAsTexts({ fields = [] }: TableSchema): TableSchema {
  return {
    fields: fields.map((field) => ({
      ...field,
      ...(field.type === 'INTERVAL' ? { type: 'STRING' } : {}),
      ...(field.fields === undefined ? {} : withIntervalsAsTexts({ fields: field.fields })),
    })),
  };
}

/** What loads the package and those that it brings along. */
export async function storageModules(context: Parameters<typeof installedPackage>[1]): Promise<NodeJS.Require> {
  const wanted = { title: 'Google’s BigQuery Storage client', name: 'bigquery-storage', lock };
  return createRequire(join(await installedPackage(wanted, context), 'package.json'));
}

async function clientOptions(properties: GcpProperties, context: RunContext, load: NodeJS.Require): Promise<object> {
  const emulator = await findEmulator('bigqueryStorage');
  if (emulator !== undefined) {
    const { hostname, port } = new URL(emulator);
    const { credentials } = load('@grpc/grpc-js') as { credentials: { createInsecure(): unknown } };
    const { PassThroughClient } = load('google-auth-library') as { PassThroughClient: new () => unknown };
    const login = {
      sslCreds: credentials.createInsecure(),
      authClient: new PassThroughClient(),
      projectId: 'emulated',
    };
    return { apiEndpoint: hostname, port: Number(port), ...login };
  }
  const { credentials, projectId, scopes } = await loginOf(properties, context);
  return {
    scopes,
    ...(projectId === undefined ? {} : { projectId }),
    ...(credentials === undefined ? {} : { credentials }),
  };
}
