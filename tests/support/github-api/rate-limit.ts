import type { HttpReply } from '../http-server.ts';
import { errorReply } from './replies.ts';

/** The hourly allowance of the stand-in's tokens (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api). */
export class RateLimit {
  readonly #limit: number;
  #used = 0;
  /** Seconds since 1970 when the allowance is whole again. */
  #reset: number;

  /** @param limit requests an hour; GITHUB_TOKEN has 1,000 a repository */
  constructor(limit: number) {
    this.#limit = limit;
    this.#reset = Math.ceil(Date.now() / 1000) + 3600;
  }

  /** Counts a request; gives GitHub's refusal when nothing is left. */
  take(): HttpReply | undefined {
    if (this.#used < this.#limit) {
      this.#used += 1;
      return undefined;
    }
    return errorReply(
      403,
      'API rate limit exceeded for installation. If you reach out to GitHub Support for help, please include the request ID.',
    );
  }

  /** Leaves this many requests, and moves the reset to so many seconds from now. */
  leave(remaining: number, resetInSeconds = 3600): void {
    this.#used = this.#limit - remaining;
    this.#reset = Math.ceil(Date.now() / 1000) + resetInSeconds;
  }

  headers(): Readonly<Record<string, string>> {
    return {
      'x-ratelimit-limit': String(this.#limit),
      'x-ratelimit-remaining': String(this.#limit - this.#used),
      'x-ratelimit-used': String(this.#used),
      'x-ratelimit-reset': String(this.#reset),
      'x-ratelimit-resource': 'core',
    };
  }

  body(): object {
    const core = { limit: this.#limit, used: this.#used, remaining: this.#limit - this.#used, reset: this.#reset };
    return { resources: { core }, rate: core };
  }
}
