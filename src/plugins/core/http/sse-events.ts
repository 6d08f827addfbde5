import { StringDecoder } from 'node:string_decoder';
import type { Readable } from 'node:stream';
import { TaskError } from '../../../contract/errors.ts';

/** An event of a stream of server-sent events. */
export interface SseEvent {
  readonly data: string;
  readonly id?: string;
  readonly name?: string;
  readonly comment?: string;
  /** Milliseconds that the server asks clients to wait before they connect again. */
  readonly retry?: number;
}

/** Characters. An event without an end would fill the memory. */
const LONGEST_EVENT = 16 * 1024 * 1024;

/**
 * Reads server-sent events as the HTML standard has them (section 9.2, "text/event-stream"): fields by line, an empty line
 * ends an event; one that the end of the stream cuts off is dropped, as is one without data.
 */
export async function* readSseEvents(body: Readable): AsyncGenerator<SseEvent> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let fields = newFields();
  let first = true;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    let text = rest + decoder.write(chunk);
    if (first && text.length > 0) {
      text = text.replace(/^\uFEFF/u, '');
      first = false;
    }
    // A `\r` at the end may be half of a line end.
    const complete = text.endsWith('\r') ? text.slice(0, -1) : text;
    const lines = complete.split(/\r\n|\r|\n/u);
    rest = (lines.pop() ?? '') + text.slice(complete.length);
    for (const line of lines) {
      if (line !== '') {
        takeLine(line, fields);
        continue;
      }
      const event = toEvent(fields);
      fields = newFields();
      if (event !== undefined) yield event;
    }
    if (rest.length + fields.size > LONGEST_EVENT) {
      throw new TaskError('SSE_TOO_LARGE', `expected events of at most ${LONGEST_EVENT} characters, got a longer one`, {
        retryable: false,
      });
    }
  }
}

interface Fields {
  readonly data: string[];
  readonly comments: string[];
  id: string | undefined;
  name: string | undefined;
  retry: number | undefined;
  size: number;
}

function newFields(): Fields {
  return { data: [], comments: [], id: undefined, name: undefined, retry: undefined, size: 0 };
}

function takeLine(line: string, fields: Fields): void {
  const colon = line.indexOf(':');
  const field = colon === -1 ? line : line.slice(0, colon);
  const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /u, '');
  fields.size += line.length;
  if (field === '') fields.comments.push(value);
  else if (field === 'data') fields.data.push(value);
  else if (field === 'event') fields.name = value;
  else if (field === 'id' && !value.includes('\0')) fields.id = value;
  else if (field === 'retry' && /^\d+$/u.test(value)) fields.retry = Number(value);
}

function toEvent({ data, comments, id, name, retry }: Fields): SseEvent | undefined {
  if (data.length === 0) return undefined;
  return {
    data: data.join('\n'),
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    ...(comments.length === 0 ? {} : { comment: comments.join('\n') }),
    ...(retry === undefined ? {} : { retry }),
  };
}
