import { readFileSync } from 'node:fs';
import { GitphonyError } from '../../contract/errors.ts';
import { EVENT_VERSION, type ExecutionEvent } from '../../contract/events.ts';
import { parseJson } from '../../util/json.ts';
import { isMap, type Value } from '../../util/values.ts';
import { listSegments, segmentPath } from './segment-files.ts';

/**
 * The events of an execution, all segments, in order. A last line without its line end was being written when its
 * process died: it is left out. Anything else that does not fit is an error that names file and line.
 *
 * @throws GitphonyError EXECUTION_NOT_FOUND, JOURNAL_BROKEN, JOURNAL_NEWER
 */
export function readJournal(directory: string): ExecutionEvent[] {
  const events: ExecutionEvent[] = [];
  const segments = segmentsOf(directory);
  for (const segment of segments) readSegment(segmentPath(directory, segment), segment, events);
  const [first] = events;
  if (first !== undefined && first.type !== 'execution.created') {
    throw broken(segmentPath(directory, segments[0] ?? 0), 1, `expected execution.created first, got ${first.type}`);
  }
  return events;
}

function segmentsOf(directory: string): readonly number[] {
  let segments: readonly number[] = [];
  try {
    segments = listSegments(directory);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
  }
  if (segments.length > 0) return segments;
  throw new GitphonyError('EXECUTION_NOT_FOUND', `expected the journal of an execution in ${directory}, found none`, {
    hint: 'see `gitphony executions list` for the executions that are here',
  });
}

function readSegment(file: string, segment: number, events: ExecutionEvent[]): void {
  const text = readFileSync(file, 'utf8');
  let sequence = 0;
  let start = 0;
  for (let end = text.indexOf('\n', start); end !== -1; end = text.indexOf('\n', start)) {
    events.push(readEvent(text.slice(start, end), file, segment, sequence));
    sequence += 1;
    start = end + 1;
  }
}

function readEvent(line: string, file: string, segment: number, sequence: number): ExecutionEvent {
  const value = readLine(line, file, sequence + 1);
  if (!isMap(value) || typeof value['type'] !== 'string')
    throw broken(file, sequence + 1, 'expected an event with a type');
  if (typeof value['v'] !== 'number' || value['v'] > EVENT_VERSION) {
    throw new GitphonyError(
      'JOURNAL_NEWER',
      `${file}:${sequence + 1}: expected events of version ${EVENT_VERSION} or older, got ${JSON.stringify(value['v'])}`,
      { hint: 'use the version of gitphony that wrote it, or a newer one' },
    );
  }
  if (value['seg'] !== segment || value['seq'] !== sequence) {
    const got = `${JSON.stringify(value['seg'])}/${JSON.stringify(value['seq'])}`;
    throw broken(file, sequence + 1, `expected event ${segment}/${sequence} (segment/number), got ${got}`);
  }
  return value as unknown as ExecutionEvent;
}

function readLine(line: string, file: string, number: number): Value {
  try {
    return parseJson(line);
  } catch (cause) {
    throw broken(file, number, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function broken(file: string, line: number, problem: string, cause?: unknown): GitphonyError {
  return new GitphonyError('JOURNAL_BROKEN', `${file}:${line}: the journal is damaged: ${problem}`, {
    ...(cause === undefined ? {} : { cause }),
    hint: 'restore the file from a copy, or start the flow anew',
  });
}
