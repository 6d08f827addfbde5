import type { RunContext } from '../../src/contract/run-context.ts';
import { storageModules } from '../../src/plugins/gcp/bigquery/storage-client.ts';

/** What a stream of rows is answered: a message, or a status that breaks the stream. */
export type AppendReply =
  | { readonly appendResult: object }
  | { readonly error: object; readonly rowErrors?: readonly object[] }
  | { readonly status: number; readonly details: string };

export interface StorageWriteServer {
  readonly url: string;
  /** Of each batch that came: where it said that it begins, and how many rows it had. */
  readonly batches: { readonly offset: number | undefined; readonly rows: number }[];
  /** The rows, read by the description that the client sent along. */
  readonly rows: object[];
  /** The bearer of each stream of rows. */
  readonly bearers: string[];
  close(): void;
}

interface Message {
  decode(bytes: Buffer): Record<string, unknown>;
  encode(message: object): { finish(): Uint8Array };
}
interface Call {
  readonly request: Record<string, unknown>;
  readonly metadata: { get(name: string): readonly string[] };
  on(event: 'data', listener: (request: Record<string, unknown>) => void): void;
  on(event: 'end', listener: () => void): void;
  write(message: object): void;
  emit(event: 'error', error: object): void;
  end(): void;
}
/** protobufjs: a type made of the description of a message. */
interface Reflection {
  readonly Type: {
    fromDescriptor(descriptor: unknown): {
      decode(bytes: unknown): object;
      toObject(message: object, options: object): object;
    };
  };
}
type Unary = (call: Call, answer: (error: null, message: object) => void) => void;
interface Grpc {
  readonly Server: new () => {
    addService(definition: object, handlers: object): void;
    bindAsync(address: string, credentials: unknown, done: (error: Error | null, port: number) => void): void;
    forceShutdown(): void;
  };
  readonly ServerCredentials: {
    createInsecure(): unknown;
    createSsl(roots: null, pairs: readonly { readonly private_key: Buffer; readonly cert_chain: Buffer }[]): unknown;
  };
}

/** A gRPC server made of the messages that Google's client itself brings along; it answers batches as it is told. */
export async function startStorageWriteServer(
  context: RunContext,
  reply: (batch: StorageWriteServer['batches'][number], index: number) => AppendReply | undefined,
  commit: object = { commitTime: { seconds: 1_546_336_800, nanos: 0 } },
  certificate?: { readonly key: Buffer; readonly cert: Buffer },
): Promise<StorageWriteServer> {
  const load = await storageModules(context);
  const { protos } = load('@google-cloud/bigquery-storage') as {
    protos: { google: { cloud: { bigquery: { storage: { v1: Record<string, Message> } } } } };
  };
  const { Server, ServerCredentials } = load('@grpc/grpc-js') as Grpc;
  const messages = protos.google.cloud.bigquery.storage.v1;
  const batches: StorageWriteServer['batches'] = [];
  const rows: object[] = [];
  const bearers: string[] = [];
  const { Type } = load('protobufjs') as Reflection;
  load('protobufjs/ext/descriptor');
  const definition = Object.fromEntries(
    [
      method(messages, 'CreateWriteStream', 'CreateWriteStreamRequest', 'WriteStream'),
      method(messages, 'AppendRows', 'AppendRowsRequest', 'AppendRowsResponse', true),
      method(messages, 'FinalizeWriteStream', 'FinalizeWriteStreamRequest', 'FinalizeWriteStreamResponse'),
      method(messages, 'BatchCommitWriteStreams', 'BatchCommitWriteStreamsRequest', 'BatchCommitWriteStreamsResponse'),
    ].map((made) => [made.name, made]),
  );
  const unary = (answer: (request: Record<string, unknown>) => object): Unary => {
    return (call, done) => done(null, answer(call.request));
  };
  const server = new Server();
  server.addService(definition, {
    CreateWriteStream: unary(({ parent }) => ({ name: `${String(parent)}/streams/s1` })),
    FinalizeWriteStream: unary(() => ({ rowCount: batches.reduce((sum, { rows }) => sum + rows, 0) })),
    BatchCommitWriteStreams: unary(() => commit),
    AppendRows(call: Call) {
      bearers.push(...call.metadata.get('authorization'));
      let schema: ReturnType<Reflection['Type']['fromDescriptor']> | undefined;
      call.on('data', (request) => {
        const { descriptor, serialized } = readRows(request);
        if (descriptor !== undefined) schema = Type.fromDescriptor(descriptor);
        for (const bytes of serialized) {
          if (schema === undefined) throw new Error('the client sent rows without a description of them');
          rows.push(schema.toObject(schema.decode(bytes), { longs: String }));
        }
        const batch = readBatch(request);
        const answer = reply(batch, batches.length);
        batches.push(batch);
        if (answer === undefined) return;
        if ('status' in answer) call.emit('error', { code: answer.status, details: answer.details });
        else call.write(answer);
      });
      call.on('end', () => call.end());
    },
  });
  const credentials =
    certificate === undefined
      ? ServerCredentials.createInsecure()
      : ServerCredentials.createSsl(null, [{ private_key: certificate.key, cert_chain: certificate.cert }]);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return { url: `http://127.0.0.1:${port}`, batches, rows, bearers, close: () => server.forceShutdown() };
}

function method(messages: Record<string, Message>, name: string, request: string, response: string, stream = false) {
  const read = messages[request];
  const write = messages[response];
  if (read === undefined || write === undefined) throw new Error(`the client knows no ${request} or ${response}`);
  return {
    name,
    path: `/google.cloud.bigquery.storage.v1.BigQueryWrite/${name}`,
    requestStream: stream,
    responseStream: stream,
    requestSerialize: (message: object) => Buffer.from(read.encode(message).finish()),
    requestDeserialize: (bytes: Buffer) => read.decode(bytes),
    responseSerialize: (message: object) => Buffer.from(write.encode(message).finish()),
    responseDeserialize: (bytes: Buffer) => write.decode(bytes),
  };
}

interface ProtoRows {
  readonly rows?: { readonly serializedRows?: readonly unknown[] } | null;
  readonly writerSchema?: { readonly protoDescriptor?: unknown } | null;
}

/** The first request of a stream says what a row looks like. */
function readRows(request: Record<string, unknown>): { descriptor: unknown; serialized: readonly unknown[] } {
  const { protoRows } = request as { protoRows?: ProtoRows };
  const descriptor = protoRows?.writerSchema?.protoDescriptor ?? undefined;
  return { descriptor, serialized: protoRows?.rows?.serializedRows ?? [] };
}

function readBatch(request: Record<string, unknown>): StorageWriteServer['batches'][number] {
  const { offset } = request as { offset?: { value?: unknown } | null };
  const rows = readRows(request).serialized.length;
  return { offset: offset === undefined || offset === null ? undefined : Number(offset.value ?? 0), rows };
}
