import type { HttpReply } from '../http-server.ts';

/** GitHub's error body: a message and where to read on. */
export function errorReply(status: number, message: string, headers: Readonly<Record<string, string>> = {}): HttpReply {
  return {
    status,
    headers,
    body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
  };
}

export function notFound(): HttpReply {
  return errorReply(404, 'Not Found');
}

export function ok(body: object): HttpReply {
  return { status: 200, body };
}

export function created(body: object): HttpReply {
  return { status: 201, body };
}

export function noContent(): HttpReply {
  return { status: 204 };
}

export interface PageOptions {
  /** Items a page when the request does not say. GitHub's default is 30, for variables 10. */
  readonly perPage?: number;
  /** GitHub caps `per_page` at 100, for variables at 30. */
  readonly maxPerPage?: number;
}

/**
 * One page of a list, with the `Link` header (https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api).
 *
 * @param key name of the list in the body, which then also has `total_count`; undefined for a bare array
 */
export function pageOf(
  url: URL,
  items: readonly object[],
  key: string | undefined,
  options: PageOptions = {},
): HttpReply {
  const { perPage = 30, maxPerPage = 100 } = options;
  const size = Math.min(positive(url.searchParams.get('per_page')) ?? perPage, maxPerPage);
  const page = positive(url.searchParams.get('page')) ?? 1;
  const last = Math.max(1, Math.ceil(items.length / size));
  const shown = items.slice((page - 1) * size, page * size);
  const link = linkHeader(url, page, last);
  return {
    status: 200,
    headers: link === '' ? {} : { link },
    body: key === undefined ? shown : { total_count: items.length, [key]: shown },
  };
}

function positive(text: string | null): number | undefined {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}

function linkHeader(url: URL, page: number, last: number): string {
  const links = [
    { rel: 'prev', target: page - 1, shown: page > 1 },
    { rel: 'next', target: page + 1, shown: page < last },
    { rel: 'last', target: last, shown: page < last },
    { rel: 'first', target: 1, shown: page > 1 },
  ];
  return links
    .filter(({ shown }) => shown)
    .map(({ rel, target }) => {
      const address = new URL(url);
      address.searchParams.set('page', String(target));
      return `<${address.href}>; rel="${rel}"`;
    })
    .join(', ');
}
