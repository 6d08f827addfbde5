import { pipeline } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import type { RunContext } from '../../../contract/run-context.ts';
import { basicCredentials } from '../../../plugin-kit/machine-proxy.ts';
import { connectionOptions, createDispatcher } from './dispatcher.ts';
import { connectionFailure } from './failures.ts';
import type { HttpAnswer } from './http-answer.ts';
import type { HttpProperties } from './properties.ts';
import { makeBody } from './request-body.ts';
import { asText, requestUri } from './request-uri.ts';

const MOST_REDIRECTS = 10;

/** Sends a request by undici's streaming interface: `fetch` cannot send a body with GET, and its streams cost twice the time. */
export async function send(properties: HttpProperties, context: RunContext): Promise<HttpAnswer> {
  const uri = requestUri(properties.uri, properties.params);
  const url = new URL(uri);
  const method = (properties.method ?? 'GET').toUpperCase();
  const { request } = await import('undici');
  const dispatcher = await createDispatcher(connectionOptions(properties, url, process.env));
  try {
    const body = await makeBody(properties, context);
    const answer = await request(url, {
      method: method as 'GET',
      headers: { ...body.headers, ...requestHeaders(properties, url) },
      ...(body.content === undefined ? {} : { body: body.content }),
      maxRedirections: properties.options?.followRedirects === false ? 0 : MOST_REDIRECTS,
      signal: context.signal,
      dispatcher,
    });
    const headers = headerLists(answer.headers);
    const encoding = headers['content-encoding']?.[0]?.toLowerCase();
    const decoder = decoderOf(encoding);
    const length = headers['content-length']?.[0];
    // An error destroys the last stream, and its reader meets it there; this only keeps one that comes before the reader
    // from ending the process.
    const ignore = (): undefined => undefined;
    const content = decoder === undefined ? answer.body : pipeline(answer.body, decoder, ignore);
    content.on('error', ignore);
    return {
      uri,
      code: answer.statusCode,
      headers,
      body: content,
      length: decoder !== undefined || length === undefined ? undefined : Number(length),
      close: () => dispatcher.destroy(),
    };
  } catch (error) {
    await dispatcher.destroy();
    context.signal.throwIfAborted();
    throw connectionFailure(error, method, uri);
  }
}

function requestHeaders(properties: HttpProperties, url: URL): Record<string, string> {
  const headers: Record<string, string> = { 'accept-encoding': 'gzip, deflate', 'user-agent': 'Gitphony' };
  const authorization = authorizationOf(properties, url);
  if (authorization !== undefined) headers['authorization'] = authorization;
  for (const [name, value] of Object.entries(properties.headers ?? {})) {
    if (value !== null && value !== undefined) headers[name.toLowerCase()] = asText(value);
  }
  return headers;
}

function authorizationOf({ options = {} }: HttpProperties, url: URL): string | undefined {
  const { auth, basicAuthUser, basicAuthPassword } = options;
  if (auth?.type === 'BEARER') return `Bearer ${auth.token}`;
  if (auth?.type === 'BASIC') return basicCredentials(auth.username ?? '', auth.password ?? '');
  if (basicAuthUser !== undefined) return basicCredentials(basicAuthUser, basicAuthPassword ?? '');
  if (url.username === '') return undefined;
  return basicCredentials(decodeURIComponent(url.username), decodeURIComponent(url.password));
}

function headerLists(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) lists[name] = typeof value === 'string' ? [value] : value;
  }
  return lists;
}

function decoderOf(encoding: string | undefined): ReturnType<typeof createGunzip> | undefined {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  return encoding === 'deflate' ? createInflate() : undefined;
}
