import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { RunContext, TaskStorage } from '../../../contract/run-context.ts';
import type { HttpProperties } from './properties.ts';
import { asText } from './request-uri.ts';

/** A body with the headers that go with it. */
export interface RequestBody {
  readonly content?: string | Readable;
  readonly headers: Readonly<Record<string, string>>;
}

const DEFAULT_TYPE = 'application/json';

/** Makes the body of a request: a form, a text, or none (even then the content type is said, as Kestra does). */
export async function makeBody(
  { body, formData, contentType = DEFAULT_TYPE }: HttpProperties,
  { storage }: Pick<RunContext, 'storage'>,
): Promise<RequestBody> {
  if (formData !== undefined && Object.keys(formData).length > 0) {
    return contentType === 'multipart/form-data' ? multipart(formData, storage) : urlEncoded(formData);
  }
  if (body === undefined) return { headers: { 'content-type': contentType } };
  const charset = /;\s*charset=/iu.test(contentType) ? '' : '; charset=UTF-8';
  return { content: body, headers: { 'content-type': contentType + charset } };
}

function urlEncoded(form: Readonly<Record<string, unknown>>): RequestBody {
  const fields = new URLSearchParams(
    Object.entries(form).map(([name, value]): [string, string] => [name, asText(value)]),
  );
  return { content: fields.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } };
}

interface Part {
  readonly head: string;
  readonly size: number;
  open(): Promise<string | Readable>;
}

/** A multipart form (RFC 7578) with a stated length, streamed: files of any size take no memory. */
async function multipart(form: Readonly<Record<string, unknown>>, storage: TaskStorage): Promise<RequestBody> {
  const boundary = `gitphony-${randomUUID()}`;
  const parts = await Promise.all(Object.entries(form).map(([name, value]) => makePart(name, value, storage)));
  const heads = parts.map(({ head }) => `--${boundary}\r\n${head}\r\n\r\n`);
  const end = `--${boundary}--\r\n`;
  const length = parts.reduce((sum, { size }, i) => sum + Buffer.byteLength(heads[i] ?? '') + size + 2, end.length);
  async function* content(): AsyncGenerator<string | Buffer> {
    for (const [index, part] of parts.entries()) {
      yield heads[index] ?? '';
      const opened = await part.open();
      if (typeof opened === 'string') yield opened;
      else yield* opened as AsyncIterable<Buffer>;
      yield '\r\n';
    }
    yield end;
  }
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': String(length) };
  return { content: Readable.from(content(), { objectMode: false }), headers };
}

async function makePart(name: string, value: unknown, storage: TaskStorage): Promise<Part> {
  const file = storedFile(value);
  if (file === undefined) {
    const text = asText(value);
    return { head: disposition(name), size: Buffer.byteLength(text), open: async () => text };
  }
  return {
    head: `${disposition(name, file.name)}\r\nContent-Type: application/octet-stream`,
    size: await storage.size(file.uri),
    open: () => storage.get(file.uri),
  };
}

function storedFile(value: unknown): { name: string; uri: string } | undefined {
  if (typeof value === 'string') {
    return value.startsWith('kestra://') ? { name: value.slice(value.lastIndexOf('/') + 1), uri: value } : undefined;
  }
  if (typeof value !== 'object' || value === null || !('name' in value) || !('content' in value)) return undefined;
  const { name, content } = value;
  return typeof name === 'string' && typeof content === 'string' ? { name, uri: content } : undefined;
}

function disposition(name: string, fileName?: string): string {
  const quoted = (text: string): string =>
    `"${text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}"`;
  const file = fileName === undefined ? '' : `; filename=${quoted(fileName)}`;
  return `Content-Disposition: form-data; name=${quoted(name)}${file}`;
}
