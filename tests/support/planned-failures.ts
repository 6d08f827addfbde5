import type { HttpReply, HttpRequest } from './http-server.ts';

/** A reply that a stand-in gives instead of its own, to see what a client does when the service is in trouble. */
export interface PlannedFailure {
  /** Which requests: tested against `METHOD /path?query`. */
  readonly match: RegExp;
  readonly reply: HttpReply;
  /** How many matching requests get it. Default 1. */
  readonly times?: number;
}

/** The failures that a test has asked for and that no request has used up yet. */
export class PlannedFailures {
  readonly #planned: { failure: PlannedFailure; left: number }[] = [];

  add(failure: PlannedFailure): void {
    this.#planned.push({ failure, left: failure.times ?? 1 });
  }

  /** The reply planned for this request, if any; uses it up. */
  take({ method, url }: HttpRequest): HttpReply | undefined {
    const line = `${method} ${url.pathname}${url.search}`;
    const entry = this.#planned.find(({ failure, left }) => left > 0 && failure.match.test(line));
    if (entry === undefined) return undefined;
    entry.left -= 1;
    return entry.failure.reply;
  }
}
