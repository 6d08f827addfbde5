import { TaskError } from '../../contract/errors.ts';
import { adviceOn } from './google-advice.ts';
import { isPlainMap } from './plain-map.ts';

/** What Google answered, without anything of the request: that holds a token. */
export interface GoogleFault {
  /** HTTP status; undefined where no answer came. */
  readonly status?: number;
  readonly message: string;
  /** Google's word for it: `notFound`, `rateLimitExceeded`, … */
  readonly reason?: string;
  /** Where in the request, e.g. `query`. */
  readonly location?: string;
}

const codes: Readonly<Record<number, string>> = {
  400: 'GCP_BAD_REQUEST',
  401: 'GCP_UNAUTHENTICATED',
  403: 'GCP_DENIED',
  404: 'GCP_NOT_FOUND',
  409: 'GCP_CONFLICT',
  412: 'GCP_PRECONDITION_FAILED',
  429: 'GCP_RATE_LIMIT',
};

const hints: Readonly<Record<number, string>> = {
  401: 'The key may be deleted or disabled, or the clock of this machine may be wrong.',
  403: 'Grant the service account the role that this needs, and see that the API is enabled in the project.',
  404: 'Check the name and the project; somebody may have deleted it.',
  429: 'Try again later, or ask Google for a higher quota.',
};

/** What to look at where no answer came. */
export const unreachable = 'Is this machine online, and does its firewall or proxy let it reach googleapis.com?';

/** Picks what counts out of whatever a client of Google's throws. */
export function readFault(error: unknown): GoogleFault {
  if (!isPlainMap(error)) return { message: String(error) };
  const body = bodyOf(error);
  const list = Array.isArray(error['errors']) ? error['errors'] : body?.['errors'];
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  const detail = isPlainMap(first) ? first : undefined;
  const status = numberOf(error['code']) ?? numberOf(error['status']) ?? numberOf(body?.['code']);
  const reason = textOf(detail?.['reason']) ?? textOf(body?.['error']) ?? textOf(error['code']);
  const location = textOf(detail?.['location']);
  return {
    message: messageOf(error, detail, body),
    ...(status === undefined ? {} : { status }),
    ...(reason === undefined ? {} : { reason }),
    ...(location === undefined ? {} : { location }),
  };
}

/**
 * Turns a failed call into a task's error. Its cause keeps Google's message only: the clients hang the whole request on
 * their errors, token included.
 * @param doing - what was tried: `create the bucket "x"`.
 * @param hint - for where Google's own words say no more.
 */
export function googleError(error: unknown, doing: string, hint?: string): TaskError {
  if (error instanceof TaskError) return error;
  const fault = readFault(error);
  const { status, reason } = fault;
  const auth = authProblem(fault);
  if (auth !== undefined) return auth;
  const code = codeOf(fault);
  const notes = [status === undefined ? [] : [`HTTP ${status}`], reason === undefined ? [] : [reason]]
    .flat()
    .join(', ');
  const advice = adviceOn(fault) ?? hint ?? (status === undefined ? unreachable : hints[status]);
  return new TaskError(code, `Google could not ${doing}: ${fault.message}${notes === '' ? '' : ` (${notes})`}`, {
    retryable: isPassing(fault),
    cause: new Error(fault.message),
    ...(advice === undefined ? {} : { hint: advice }),
  });
}

/** Whether the same call may succeed a little later. */
export function isPassing({ status, reason }: GoogleFault): boolean {
  if (status === undefined) return true;
  return (
    status === 408 || status === 429 || status >= 500 || reason === 'rateLimitExceeded' || reason === 'backendError'
  );
}

function codeOf({ status }: GoogleFault): string {
  if (status === undefined) return 'GCP_UNREACHABLE';
  return codes[status] ?? (status >= 500 ? 'GCP_UNAVAILABLE' : 'GCP_ERROR');
}

/** The token could not be had: said apart, because the cause is the key or the clock, never the task. */
function authProblem({ message, reason }: GoogleFault): TaskError | undefined {
  if (/Could not load the default credentials/i.test(message)) {
    return new TaskError('GCP_NO_CREDENTIALS', 'expected Google credentials, found none', {
      hint: 'set `serviceAccount: "{{ secret(\'GCP_SERVICE_ACCOUNT\') }}"`, or run: gcloud auth application-default login',
      retryable: false,
    });
  }
  const word = refusals.find((each) => reason === each || message.startsWith(each));
  if (word === undefined) return undefined;
  const isClock = /\biat\b|\bexp\b|short-lived|timeframe|stale|issued in the future|not yet valid/i.test(message);
  const isToken = /ID Token|credential|subject token|audience|attribute/i.test(message);
  return new TaskError('GCP_LOGIN_REFUSED', `Google refused the ${isToken ? 'job’s token' : 'key'}: ${message}`, {
    hint: isClock
      ? 'The clock of this machine is wrong: a token is only taken within minutes of its time.'
      : isToken
        ? tokenHint(message)
        : /account not found/i.test(message)
          ? 'The service account of this key is gone: make another one, and a key for it (docs/google-cloud.md).'
          : 'The key may be deleted, or belong to another account: make a new one and update the secret (docs/google-cloud.md).',
    retryable: isClock,
    cause: new Error(message),
  });
}

/** Words of OAuth for a login that failed. Source: RFC 6749 5.2, RFC 8693 2.2.2 */
const refusals = ['invalid_grant', 'invalid_client', 'unauthorized_client', 'invalid_target'];

function tokenHint(message: string): string {
  if (/attribute|condition/i.test(message)) {
    return 'Compare the attribute condition of the provider with this repository, branch and environment (docs/secrets.md).';
  }
  if (/audience|target/i.test(message)) {
    return 'Check cloud.gcp.workloadIdentityProvider in gitphony.yaml: projects/<number>/…, and that the provider is not disabled.';
  }
  return 'Check that the provider of cloud.gcp trusts https://token.actions.githubusercontent.com.';
}

function messageOf(
  error: Readonly<Record<string, unknown>>,
  detail: Readonly<Record<string, unknown>> | undefined,
  body: Readonly<Record<string, unknown>> | undefined,
): string {
  const description = textOf(body?.['error_description']);
  if (description !== undefined) return `${textOf(body?.['error']) ?? 'error'}: ${description}`;
  return textOf(detail?.['message']) ?? textOf(error['message']) ?? 'no message came';
}

function bodyOf(error: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | undefined {
  const { response } = error;
  const data = isPlainMap(response) ? (response['data'] ?? response['body']) : undefined;
  if (!isPlainMap(data)) return undefined;
  const inner = data['error'];
  return isPlainMap(inner) ? inner : data;
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && number >= 100 && number < 600 ? number : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
