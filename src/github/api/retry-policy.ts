/** What came back from a request that did not succeed. */
export interface FailedRequest {
  readonly method: string;
  /** The endpoint's path, as a template or filled in. */
  readonly path: string;
  /** Undefined where no answer came. */
  readonly status: number | undefined;
  readonly message: string;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
}

export interface RetryLimits {
  /** Tries after the first. */
  readonly retries: number;
  /** Milliseconds of the first pause; each further one is twice as long. */
  readonly firstPause: number;
  /** Milliseconds that a rate limit may ask for; above it, the error is better than waiting. */
  readonly longestPause: number;
}

/** Four tries more, 1 to 8 seconds apart; a rate limit's own time up to two minutes. */
export const defaultRetryLimits: RetryLimits = { retries: 4, firstPause: 1000, longestPause: 120_000 };

/** GitHub asks for a minute where a secondary limit names no time (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api). */
const secondaryPause = 60_000;

/**
 * Milliseconds until the next try, or undefined where none can help. A limit is always tried again: GitHub did
 * nothing. An error of the server's own or a lost connection only where the method may be repeated safely: a repeated
 * dispatch would be a second run.
 */
export function pauseBefore(
  failed: FailedRequest,
  tries: number,
  limits: RetryLimits,
  now: number,
  random: () => number = Math.random,
): number | undefined {
  if (tries >= limits.retries) return undefined;
  const backOff = limits.firstPause * 2 ** tries * (0.75 + random() / 2);
  const limited = limitedFor(failed, now);
  if (limited !== undefined) {
    const pause = Math.max(limited, 0) + random() * Math.min(backOff, 1000);
    return pause <= limits.longestPause ? pause : undefined;
  }
  const isTrouble = failed.status === undefined || failed.status >= 500 || failed.status === 408;
  return isTrouble && isRepeatable(failed) ? backOff : undefined;
}

/** Milliseconds that a rate limit asks for; undefined for any other failure. */
export function limitedFor({ status, headers, message }: FailedRequest, now: number): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const after = Number(headers['retry-after']);
  if (headers['retry-after'] !== undefined && Number.isFinite(after)) return after * 1000;
  if (String(headers['x-ratelimit-remaining']) === '0' && /rate limit/i.test(message)) {
    return Number(headers['x-ratelimit-reset']) * 1000 - now;
  }
  return status === 429 || /secondary rate limit/i.test(message) ? secondaryPause : undefined;
}

/**
 * PUT and DELETE say what shall be, not what shall happen. A PATCH here sets a value or moves a reference: twice is once.
 * Git's objects have their content for a name.
 */
function isRepeatable({ method, path }: FailedRequest): boolean {
  return method !== 'POST' || /\/git\/(?:blobs|trees|commits)$/.test(path);
}
