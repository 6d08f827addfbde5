import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, HttpReply, HttpRequest } from './http-server.ts';

/** What a stand-in does to a request instead of only answering it, to see what a client does when the service is in trouble. */
export interface PlannedFailure {
  /** Which requests: tested against `METHOD /path?query`. */
  readonly match: RegExp;
  /** In place of the stand-in's own reply; `drop` cuts the connection. Left out: its own reply, late. */
  readonly reply?: Answer;
  /** How many requests get it. Default 1. */
  readonly times?: number;
  /** Only each so-manieth matching request gets it: 2 is the second, the fourth … Default 1. */
  readonly every?: number;
  /** The request is carried out first, only its answer is lost. Default false. */
  readonly carriedOut?: boolean;
  /** Milliseconds before anything is answered. Default 0. */
  readonly delay?: number;
}

interface Planned {
  readonly failure: PlannedFailure;
  left: number;
  seen: number;
}

/** The failures that a test has asked for and that no request has used up yet. */
export class PlannedFailures {
  readonly #planned: Planned[] = [];

  add(failure: PlannedFailure): void {
    this.#planned.push({ failure, left: failure.times ?? 1, seen: 0 });
  }

  /** Answers as planned for this request, or by `handle` where nothing is. */
  async answer(request: HttpRequest, handle: () => HttpReply): Promise<Answer> {
    const failure = this.#take(request);
    if (failure === undefined) return handle();
    if (failure.delay !== undefined) await delay(failure.delay);
    if (failure.reply === undefined) return handle();
    if (failure.carriedOut === true) handle();
    return failure.reply;
  }

  #take({ method, url }: HttpRequest): PlannedFailure | undefined {
    const line = `${method} ${url.pathname}${url.search}`;
    for (const entry of this.#planned) {
      if (entry.left <= 0 || !entry.failure.match.test(line)) continue;
      entry.seen += 1;
      if (entry.seen % (entry.failure.every ?? 1) !== 0) continue;
      entry.left -= 1;
      return entry.failure;
    }
    return undefined;
  }
}
