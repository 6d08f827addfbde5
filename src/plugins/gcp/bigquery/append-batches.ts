import { setTimeout as sleep } from 'node:timers/promises';
import { retryDelay } from '../../../contract/retry-delay.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { itemBatches } from '../../../plugin-kit/files/items.ts';
import { abortable } from './abortable.ts';
import type { RetryRule } from './job-properties.ts';
import type { TableSchema } from './rest-types.ts';
import type { AppendAnswer, OpenStream, StorageClient } from './storage-client.ts';
import { grpcCode, isPassingCode, isThereAlready, refusedRows, storageError } from './storage-error.ts';
import { storageRow } from './storage-row.ts';

/** BigQuery takes 10 MB at once; lines of JSON are longer than its messages. */
const BATCH_BYTES = 8 * 1024 * 1024;

/** Where rows go, and how many at once. */
export interface AppendTarget {
  readonly streamId: string;
  readonly schema: TableSchema;
  /** Whether each batch says at which row of the stream it begins, so that a repeated one is not taken twice. */
  readonly offsets: boolean;
  readonly bufferSize: number;
  readonly rule: RetryRule;
  readonly doing: string;
}

/** Sends the rows of a stored file, one batch after another; answers how many. A batch that failed for a passing reason is sent again. */
export async function appendFile(
  storage: StorageClient,
  uri: string,
  target: AppendTarget,
  context: RunContext,
): Promise<number> {
  const stream = new Appender(storage, target, context);
  try {
    let batch: object[] = [];
    let bytes = 0;
    let sent = 0;
    const flush = async (): Promise<void> => {
      if (batch.length === 0) return;
      await stream.send(batch, sent);
      sent += batch.length;
      [batch, bytes] = [[], 0];
      context.progress({ done: sent, unit: 'rows' });
    };
    for await (const items of itemBatches(context, uri)) {
      for (const { value, line, number } of items) {
        if (batch.length >= target.bufferSize || bytes + line.length > BATCH_BYTES) await flush();
        batch.push(storageRow(target.schema.fields ?? [], value, number));
        bytes += line.length;
      }
    }
    await flush();
    return sent;
  } finally {
    stream.close();
  }
}

class Appender {
  private open: OpenStream | undefined;
  private readonly storage: StorageClient;
  private readonly target: AppendTarget;
  private readonly context: RunContext;

  constructor(storage: StorageClient, target: AppendTarget, context: RunContext) {
    this.storage = storage;
    this.target = target;
    this.context = context;
  }

  async send(rows: readonly object[], offset: number): Promise<void> {
    const { rule, doing, offsets } = this.target;
    const firstStart = Date.now();
    for (let failed = 1; ; failed++) {
      const answer = await this.try(rows, offsets ? offset : undefined);
      const code = answer.error?.code ?? undefined;
      if (answer.error === undefined || answer.error === null) return;
      if (isThereAlready(code, offsets ? offset : undefined)) return;
      if ((answer.rowErrors ?? []).length > 0) throw refusedRows(answer, offset + 1);
      const delay = isPassingCode(code) ? retryDelay(rule.policy, { failed, firstStart, now: Date.now() }) : undefined;
      if (delay === undefined) throw storageError(asError(answer), doing);
      this.context.log.warn(
        `rows from ${offset + 1} on: ${answer.error.message ?? ''}; trying again in ${delay / 1000} s`,
      );
      await sleep(delay, undefined, { signal: this.context.signal }).catch(() => this.context.signal.throwIfAborted());
    }
  }

  close(): void {
    this.open?.close();
    this.open = undefined;
  }

  /** A broken stream is an answer as well; the next try opens another one. */
  private async try(rows: readonly object[], offset: number | undefined): Promise<AppendAnswer> {
    const { streamId, schema } = this.target;
    try {
      this.open ??= await this.storage.open(streamId, schema);
      return await abortable(this.open.append(rows, offset), this.context.signal);
    } catch (error) {
      this.context.signal.throwIfAborted();
      this.close();
      const code = grpcCode(error);
      const message = error instanceof Error ? error.message : String(error);
      return { error: { message, ...(code === undefined ? {} : { code }) } };
    }
  }
}

function asError({ error }: AppendAnswer): Error {
  return Object.assign(new Error(error?.message ?? 'no message came'), { code: error?.code ?? undefined });
}
