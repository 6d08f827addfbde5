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
  const { getIDToken } = await import('@actions/core');
  try {
    return await quietly(() => withVariables(request, () => getIDToken(audience)));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replaceAll(/\s+/g, ' ') : String(cause);
    throw new TaskError('IDENTITY_TOKEN', `GitHub gave no token for ${audience}: ${shorten(reason)}`, {
      hint: 'see githubstatus.com, and run it again',
      retryable: true,
      // The cause may hold the address that was asked: it is kept out of the record.
      cause: new Error(shorten(reason)),
    });
  }
}

/** The toolkit reads the variables before it waits for anything: they are back out of the environment before any other code runs. */
function withVariables<T>(request: NonNullable<IdentityRequest>, ask: () => Promise<T>): Promise<T> {
  try {
    for (const name of variables) process.env[name] = request[name];
    return ask();
  } finally {
    for (const name of variables) delete process.env[name];
  }
}

/** The toolkit says it three times over, and may quote the address. */
function shorten(reason: string): string {
  return reason
    .replace(/^(Error message: |Failed to get ID Token\. )+/, '')
    .replaceAll(/https?:\/\/\S+/g, 'the address');
}
