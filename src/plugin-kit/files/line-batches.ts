import type { Readable } from 'node:stream';
import { TaskError } from '../../contract/errors.ts';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
/** Bytes. A longer line is no line: the file is something else, and would fill the memory. */
const LONGEST_LINE = 64 * 1024 * 1024;

/**
 * The lines of a file without their ends (`\n`, `\r\n` or `\r`, as Java reads lines), in batches of what has come in: so
 * that a file of any size takes the memory of one read. Empty lines count; a line end at the end of the file begins no
 * further line.
 *
 * @throws TaskError LINE_TOO_LONG beyond 64 MiB
 */
export async function* lineBatches(content: Readable): AsyncGenerator<readonly Buffer[]> {
  let open: Buffer[] = [];
  let openSize = 0;
  let number = 1;
  let afterReturn = false;
  for await (const data of content as AsyncIterable<Buffer>) {
    const chunk: Buffer = afterReturn && data[0] === LINE_FEED ? data.subarray(1) : data;
    if (chunk.length === 0) {
      afterReturn = false;
      continue;
    }
    const { lines, rest } = cut(chunk);
    if (open.length > 0 && lines[0] !== undefined) {
      lines[0] = Buffer.concat([...open, lines[0]]);
      open = [];
      openSize = 0;
    }
    if (rest.length > 0) {
      open.push(rest);
      openSize += rest.length;
    }
    number += lines.length;
    if (openSize > LONGEST_LINE) throw tooLong(number);
    afterReturn = chunk.at(-1) === CARRIAGE_RETURN;
    if (lines.length > 0) yield lines;
  }
  if (openSize > 0) yield [Buffer.concat(open)];
}

function cut(chunk: Buffer): { readonly lines: Buffer[]; readonly rest: Buffer } {
  const lines: Buffer[] = [];
  let start = 0;
  let feed = next(chunk, LINE_FEED, 0);
  let carriage = next(chunk, CARRIAGE_RETURN, 0);
  while (feed < chunk.length || carriage < chunk.length) {
    const end = Math.min(feed, carriage);
    lines.push(chunk.subarray(start, end));
    start = end + (carriage + 1 === feed ? 2 : 1);
    // Looked for only where the last find is used up: a file mostly has one kind of line end.
    if (feed < start) feed = next(chunk, LINE_FEED, start);
    if (carriage < start) carriage = next(chunk, CARRIAGE_RETURN, start);
  }
  return { lines, rest: chunk.subarray(start) };
}

function next(chunk: Buffer, byte: number, from: number): number {
  const found = chunk.indexOf(byte, from);
  return found === -1 ? chunk.length : found;
}

function tooLong(line: number): TaskError {
  return new TaskError('LINE_TOO_LONG', `line ${line}: expected a line end within ${LONGEST_LINE} bytes, found none`, {
    retryable: false,
    hint: 'give a text file with one item a line, such as the file of a query',
  });
}
