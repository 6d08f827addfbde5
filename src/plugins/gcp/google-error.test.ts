import { expect, test } from 'vitest';
import { googleError } from './google-error.ts';

const apiError = (code: number, reason: string, message: string): object =>
  Object.assign(new Error(message), {
    code,
    errors: [{ reason, message }],
    config: { headers: { Authorization: 'Bearer abc' } },
  });

test.each<[string, unknown, string, boolean]>([
  ['rights', apiError(403, 'forbidden', 'no access'), 'GCP_DENIED', false],
  ['missing', apiError(404, 'notFound', 'no such bucket'), 'GCP_NOT_FOUND', false],
  ['too often', apiError(429, 'rateLimitExceeded', 'slow down'), 'GCP_RATE_LIMIT', true],
  ['a bad day', apiError(503, 'backendError', 'try again'), 'GCP_UNAVAILABLE', true],
  ['no line', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), 'GCP_UNREACHABLE', true],
  [
    'a key that is gone',
    Object.assign(new Error('invalid_grant'), {
      response: { status: 400, data: { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' } },
    }),
    'GCP_LOGIN_REFUSED',
    false,
  ],
  [
    'a clock that is wrong',
    Object.assign(new Error('invalid_grant'), {
      response: {
        status: 400,
        data: { error: 'invalid_grant', error_description: 'Invalid JWT: check your iat and exp values' },
      },
    }),
    'GCP_LOGIN_REFUSED',
    true,
  ],
  ['no key at all', new Error('Could not load the default credentials.'), 'GCP_NO_CREDENTIALS', false],
])('%s', (_, error, code, retryable) => {
  const made = googleError(error, 'make the bucket b');
  expect(made).toMatchObject({ code, retryable });
  expect(JSON.stringify([made, made.cause, made.message])).not.toContain('Bearer');
});
