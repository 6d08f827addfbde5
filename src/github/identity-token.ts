import { setSecret } from '@actions/core';
import { TaskError } from '../contract/errors.ts';
import { quietly } from './guard-stdout.ts';

/** Where GitHub tells a job with `id-token: write` how to ask for its token. */
const variables = ['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'] as const;

/** What it takes to ask, by the names of the variables; undefined: the job may not. */
export type IdentityRequest = Readonly<Record<(typeof variables)[number], string>> | undefined;

/** Takes what it takes to ask out of the environment: no child process, a program of ours included, gets it from here on. */
export function takeIdentityRequest(environment: Record<string, string | undefined>): IdentityRequest {
  const [url = '', token = ''] = variables.map((name) => environment[name]);
  for (const name of variables) delete environment[name];
  return url === '' || token === ''
    ? undefined
    : { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token };
}

/**
 * Asks GitHub for a token that says which repository, branch, environment and workflow this job is, for one audience. It comes into
 * memory only, and the toolkit has the runner mask it. A refusal is tried again by the toolkit where that can help.
 * Source: https://docs.github.com/actions/reference/security/oidc
 * @throws TaskError IDENTITY_TOKEN
 */
export async function requestIdentityToken(audience: string, request: IdentityRequest): Promise<string> {
  if (request === undefined) {
    throw new TaskError('IDENTITY_TOKEN', 'expected this job to have the permission "id-token: write", it has not', {
      hint: 'run gitphony compile and commit what it writes; jobs of forks never get it. Where the flow should use a key instead, give its tasks one',
      retryable: false,
    });
  }
  try {
    const token = await quietly(() => askForToken(audience, request));
    setSecret(token);
    return token;
  } catch (cause) {
    const { statusCode } = cause as { readonly statusCode?: number };
    const said = cause instanceof Error ? cause.message.replaceAll(/\s+/g, ' ') : String(cause);
    const reason = statusCode === undefined ? said : `HTTP ${statusCode}: ${said}`;
    throw new TaskError('IDENTITY_TOKEN', `GitHub gave no token for ${audience}: ${shorten(reason)}`, {
      hint: 'see githubstatus.com, and run it again',
      retryable: true,
      // The cause may hold the address that was asked: it is kept out of the record.
      cause: new Error(shorten(reason)),
    });
  }
}

/**
 * The toolkit's HTTP client, with its retries. Not its `getIDToken`: that reads the environment, which no longer holds what it wants, and its
 * module would bring the client into every start of the action.
 */
async function askForToken(audience: string, request: NonNullable<IdentityRequest>): Promise<string> {
  const [{ HttpClient }, { BearerCredentialHandler }] = await Promise.all([
    import('@actions/http-client'),
    import('@actions/http-client/lib/auth'),
  ]);
  const login = new BearerCredentialHandler(request.ACTIONS_ID_TOKEN_REQUEST_TOKEN);
  const client = new HttpClient('gitphony', [login], { allowRetries: true, maxRetries: 10 });
  const url = `${request.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=${encodeURIComponent(audience)}`;
  const { result } = await client.getJson<{ readonly value?: string }>(url);
  if (!result?.value) throw new Error('the answer holds no token');
  return result.value;
}

/** An error may quote the address. */
function shorten(reason: string): string {
  return reason.replaceAll(/https?:\/\/\S+/g, 'the address');
}
