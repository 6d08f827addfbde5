import type { Dispatcher } from 'undici';
import { GitphonyError, UsageError } from '../../contract/errors.ts';
import { parseJson, printJson } from '../../util/json.ts';
import { isMap, type Value, type ValueMap } from '../../util/values.ts';
import { type FindAddresses, guardedAgent } from './guarded-agent.ts';

/** An answer inside of an expression is small: what is larger is for a task, which streams it. */
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_REDIRECTS = 5;
const TIMEOUT = 30_000;

export interface HttpSettings {
  /** Hosts that may be local, lower case. */
  readonly allowed: readonly string[];
  readonly find?: FindAddresses;
}

/** What `http()` of an expression does: one request, answered by its body; JSON where it is said to be JSON. */
export async function callHttp(request: ValueMap, { allowed, find }: HttpSettings): Promise<Value> {
  const { uri, method = 'GET', query, body, contentType, headers, options, accept } = request;
  if (options !== undefined && options !== null)
    throw fault('its argument "options" is not supported', 'use a task of io.kestra.plugin.core.http');
  const url = addressOf(uri, query);
  const agent = await guardedAgent(allowed, TIMEOUT, find);
  const { request: send } = await import('undici');
  try {
    const answer = await send(url, {
      method: textOf('method', method).toUpperCase() as Dispatcher.HttpMethod,
      headers: headersOf(headers, {
        'content-type': contentType ?? (isPlain(body) ? undefined : 'application/json'),
        accept,
      }),
      ...(body === undefined || body === null ? {} : { body: typeof body === 'string' ? body : printJson(body) }),
      maxRedirections: MOST_REDIRECTS,
      dispatcher: agent,
    });
    const text = await readText(answer.body);
    if (answer.statusCode >= 400)
      throw fault(`${url.origin} answered ${answer.statusCode}`, 'look at the address, its query and headers');
    const type = answer.headers['content-type'];
    return typeof type === 'string' && /[/+]json\b/i.test(type) ? parseJson(text) : text;
  } catch (cause) {
    if (cause instanceof GitphonyError) throw cause;
    throw fault(
      `${url.origin}: ${cause instanceof Error ? cause.message : String(cause)}`,
      'look at the address',
      cause,
    );
  } finally {
    await agent.destroy();
  }
}

function addressOf(uri: Value | undefined, query: Value | undefined): URL {
  const text = textOf('uri', uri);
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw fault(
      `expected an address that begins with http:// or https://, got "${text}"`,
      "write it out: http('https://example.com/data.json')",
    );
  }
  const url = new URL(text);
  if (isMap(query)) for (const [name, value] of Object.entries(query)) url.searchParams.append(name, wordOf(value));
  return url;
}

function headersOf(given: Value | undefined, own: Readonly<Record<string, Value | undefined>>): Record<string, string> {
  const headers: Record<string, string> = { 'user-agent': 'Gitphony' };
  for (const [name, value] of Object.entries({ ...own, ...(isMap(given) ? given : {}) })) {
    if (value !== undefined && value !== null) headers[name.toLowerCase()] = wordOf(value);
  }
  return headers;
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > MOST_BYTES)
      throw fault(
        `the answer is larger than ${MOST_BYTES / 1024 / 1024} MiB`,
        'use io.kestra.plugin.core.http.Download',
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** As it would be printed: maps and lists as JSON. */
function wordOf(value: Value): string {
  return typeof value === 'string' ? value : printJson(value);
}

function isPlain(body: Value | undefined): boolean {
  return body === undefined || body === null || typeof body === 'string';
}

function textOf(name: string, value: Value | undefined): string {
  if (typeof value === 'string') return value;
  throw fault(`expected a text for "${name}"`, `write ${name} as a text`);
}

function fault(message: string, hint: string, cause?: unknown): UsageError {
  return new UsageError('HTTP_FUNCTION', `http(): ${message}`, { hint, ...(cause === undefined ? {} : { cause }) });
}
