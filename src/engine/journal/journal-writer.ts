import { closeSync, linkSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { GitphonyError } from '../../contract/errors.ts';
import { EVENT_VERSION, type EventBody, type ExecutionEvent } from '../../contract/events.ts';
import { printJson } from '../../util/json.ts';
import type { Value } from '../../util/values.ts';
import { segmentPath } from './segment-files.ts';

/** What the writer of a segment needs. */
export interface JournalWriterOptions {
  /** The execution's folder. */
  readonly directory: string;
  readonly segment: number;
  /** The segment's first events: they are in it as soon as it exists, so that nobody sees a segment without its owner. */
  readonly opening: readonly EventBody[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Called for each event after it is on disk, in order. */
  readonly onWritten: (event: ExecutionEvent) => void;
  /** Called once, when the journal cannot be written any more. */
  readonly onFailure: (error: GitphonyError) => void;
}

/** The one writer of a journal segment. */
export interface JournalWriter {
  /** Stamps an event and queues it; it is on disk after the next {@link JournalWriter.flush}, at the latest in the next turn of the event loop. */
  append(body: EventBody): ExecutionEvent;
  /** Writes what is queued. Throws the writer's failure. */
  flush(): void;
  close(): void;
}

/**
 * Claims a new segment (fails with EXECUTION_BUSY where it exists) and answers its writer. Events are written in batches,
 * by plain synchronous appends: a batch costs one system call, and what is written survives the process (not a power cut).
 */
export function openJournal(options: JournalWriterOptions): JournalWriter {
  const file = segmentPath(options.directory, options.segment);
  let sequence = 0;
  const stamp = (body: EventBody): ExecutionEvent => {
    const event: ExecutionEvent = { v: EVENT_VERSION, seg: options.segment, seq: sequence, ts: options.now(), ...body };
    sequence += 1;
    return event;
  };
  const opening = options.opening.map(stamp);
  const descriptor = claim(file, toLines(opening));
  for (const event of opening) options.onWritten(event);
  let queue: ExecutionEvent[] = [];
  let scheduled = false;
  let failure: GitphonyError | undefined;
  let closed = false;

  const flush = (): void => {
    if (failure !== undefined) throw failure;
    if (queue.length === 0) return;
    const batch = queue;
    queue = [];
    try {
      writeAll(descriptor, toLines(batch));
    } catch (cause) {
      failure = unwritable(file, cause);
      options.onFailure(failure);
      throw failure;
    }
    for (const event of batch) options.onWritten(event);
  };
  const flushLater = (): void => {
    scheduled = false;
    if (closed || failure !== undefined) return;
    try {
      flush();
    } catch (error) {
      // `onFailure` has told the run, which ends with this very error; anything else is a listener's own fault.
      if (error !== failure) throw error;
    }
  };
  return {
    append(body) {
      if (failure !== undefined) throw failure;
      const event = stamp(body);
      queue.push(event);
      if (!scheduled) {
        scheduled = true;
        setImmediate(flushLater);
      }
      return event;
    },
    flush,
    close() {
      if (closed) return;
      closed = true;
      closeSync(descriptor);
    },
  };
}

function toLines(events: readonly ExecutionEvent[]): string {
  let text = '';
  for (const event of events) text += `${printJson(event as unknown as Value)}\n`;
  return text;
}

/** Written aside, then linked: of two processes that take on the same execution, one gets the segment, whole. */
function claim(file: string, content: string): number {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    const descriptor = openSync(draft, 'w');
    try {
      writeAll(descriptor, content);
      linkSync(draft, file);
    } catch (error) {
      closeSync(descriptor);
      throw error;
    } finally {
      unlinkSync(draft);
    }
    return descriptor;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new GitphonyError('EXECUTION_BUSY', `another process is just taking on this execution: ${file} exists`, {
        cause,
        hint: 'wait a moment, then look at the execution again',
      });
    }
    throw unwritable(file, cause);
  }
}

function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  let offset = 0;
  while (offset < bytes.length) offset += writeSync(descriptor, bytes, offset);
}

function unwritable(file: string, cause: unknown): GitphonyError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GitphonyError('JOURNAL_UNWRITABLE', `cannot record the run in ${file}: ${reason}`, {
    cause,
    hint: 'make room on that disk (or permit writing there), then resume the execution',
    retryable: true,
  });
}
