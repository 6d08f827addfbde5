import { TaskError } from '../../../contract/errors.ts';
import { printJson } from '../../../util/json.ts';
import type { Value } from '../../../util/values.ts';

/** The address with its query parameters, as text: what is sent and what the output `uri` says. */
export function requestUri(uri: string, params: Readonly<Record<string, unknown>> = {}): string {
  const base = uri.trim().replaceAll(' ', '%20');
  const url = URL.canParse(base) ? new URL(base) : null;
  if (url === null || !/^https?:$/u.test(url.protocol)) {
    throw new TaskError('BAD_URI', `uri: expected an address that begins with http:// or https://, got "${uri}"`, {
      retryable: false,
      hint: base.startsWith('kestra://')
        ? 'This is a stored file: give its URI to inputFiles of a script, or read() it in a template.'
        : 'Write the whole address, e.g. https://example.com/data.csv.',
    });
  }
  const query = Object.entries(params).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item) => item !== null && item !== undefined)
      .map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(asText(item))}`),
  );
  if (query.length === 0) return base;
  const [path = '', fragment] = base.split('#', 2);
  const joint = path.includes('?') ? '&' : '?';
  return `${path}${joint}${query.join('&')}${fragment === undefined ? '' : `#${fragment}`}`;
}

/** The address without what may be secret in it, for messages. */
export function printableUri(uri: string): string {
  const url = new URL(uri);
  return `${url.origin}${url.pathname}`;
}

/** A value of a form, header or query: text as such, lists and maps as JSON. */
export function asText(value: unknown): string {
  return typeof value === 'object' && value !== null ? printJson(value as Value) : String(value);
}
