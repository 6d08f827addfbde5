import { GitphonyError } from '../../contract/errors.ts';
import { type GithubToken, howToMakeToken, type Permission } from './find-token.ts';
import { type FailedRequest, limitedFor } from './retry-policy.ts';

/** GitHub refused, or could not be reached. `status` is GitHub's; undefined where no answer came. */
export class GithubError extends GitphonyError {
  override readonly name: string = 'GithubError';
  readonly status: number | undefined;

  constructor(
    code: string,
    message: string,
    options: ConstructorParameters<typeof GitphonyError>[2] & { readonly status: number | undefined },
  ) {
    super(code, message, options);
    this.status = options.status;
  }
}

/** The last failure of a request, as an error that says what helps. Codes: GITHUB_TOKEN_BAD, GITHUB_RATE_LIMIT, GITHUB_FORBIDDEN, GITHUB_NOT_FOUND, GITHUB_DOWN, GITHUB_REFUSED. */
export function explainFailure(
  cause: unknown,
  failed: FailedRequest,
  context: { readonly purpose: string; readonly permissions: readonly Permission[]; readonly token: GithubToken },
): GithubError {
  const { status } = failed;
  const what = `GitHub could not be asked to ${context.purpose}`;
  const reason = failed.message.replace(/ - https:\/\/docs\.github\.com\S*$/, '');
  const make = (code: string, message: string, hint: string, retryable = false): GithubError =>
    new GithubError(code, message, { cause, hint, retryable, status });
  if (status === undefined || status >= 500) {
    return make('GITHUB_DOWN', `${what}: ${reason}`, 'see githubstatus.com, and try again', true);
  }
  const limited = limitedFor(failed, Date.now());
  if (limited !== undefined) {
    const until = new Date(Date.now() + Math.max(limited, 0)).toISOString();
    return make(
      'GITHUB_RATE_LIMIT',
      `${what}: its rate limit is used up until ${until}`,
      'try again then, or use a token of somebody else',
      true,
    );
  }
  if (status === 401) {
    return make(
      'GITHUB_TOKEN_BAD',
      `${what}: the token of ${context.token.source} is not valid`,
      howToMakeToken(context.permissions),
    );
  }
  if (status === 403) {
    const needed = failed.headers['x-accepted-github-permissions'];
    const asks = needed === undefined ? '' : ` (GitHub asks for ${String(needed)})`;
    return make(
      'GITHUB_FORBIDDEN',
      `${what}: the token of ${context.token.source} may not${asks}: ${reason}`,
      howToMakeToken(context.permissions),
    );
  }
  if (status === 404) {
    return make(
      'GITHUB_NOT_FOUND',
      `${what}: ${reason}`,
      `check the name; GitHub says the same where the token of ${context.token.source} may not see it`,
    );
  }
  return make('GITHUB_REFUSED', `${what}: ${reason}`, 'change what GitHub names, then try again', status === 409);
}

/** The status that GitHub answered with; undefined for other errors. */
export function githubStatus(error: unknown): number | undefined {
  return error instanceof GithubError ? error.status : undefined;
}
