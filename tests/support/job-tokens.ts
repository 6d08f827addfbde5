import { createVerify, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a token of a job says of it, as far as the clouds look. */
export interface JobClaims {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
  readonly iat: number;
  readonly exp: number;
  readonly jti: string;
}

/** Stands in for the service that signs the tokens of jobs, as GitHub documents it: a bearer, an audience, `{count, value}`. */
export interface JobTokens extends AsyncDisposable {
  /** What a job with `id-token: write` has in its environment. */
  readonly env: Readonly<Record<'ACTIONS_ID_TOKEN_REQUEST_URL' | 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', string>>;
  /** Every token that was given, the oldest first. */
  readonly given: readonly string[];
  /** The next answers in place of a token: HTTP statuses. */
  readonly failures: number[];
  /** What a cloud finds when it looks at a token; undefined: the signature or the audience is not right, or its time is over. */
  verify(token: string, audience: string): JobClaims | undefined;
  close(): Promise<void>;
}

const bearer = 'request-token-of-the-job';
const issuer = 'https://token.actions.githubusercontent.com';

/** @param lifetime seconds that a token is good for; GitHub's are good for five minutes */
export async function startJobTokens({ lifetime = 300, skew = 0 } = {}): Promise<JobTokens> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const given: string[] = [];
  const failures: number[] = [];
  const make = (audience: string): string => {
    const now = Math.floor(Date.now() / 1000) + skew;
    const claims: JobClaims = {
      iss: issuer,
      aud: audience,
      sub: 'repo:octo/flows:ref:refs/heads/main',
      iat: now,
      exp: now + lifetime,
      jti: `token-${given.length + 1}`,
    };
    const text = [{ alg: 'RS256', typ: 'JWT', kid: 'k1' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`;
  };
  const server = createServer((request, response) => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const failure = failures.shift();
    const url = new URL(request.url ?? '', 'http://tokens');
    if (failure !== undefined) answer(failure, { message: 'planned' });
    else if (request.headers.authorization !== `Bearer ${bearer}`) answer(401, { message: 'Unauthorized' });
    else if (request.method !== 'GET' || url.pathname !== '/token') answer(404, { message: 'Not Found' });
    else {
      const token = make(url.searchParams.get('audience') ?? 'https://github.com/octo');
      given.push(token);
      answer(200, { count: token.length, value: token });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer,
    },
    given,
    failures,
    verify(token, audience) {
      const [head = '', body = '', signature = ''] = token.split('.');
      const isSigned = createVerify('RSA-SHA256').update(`${head}.${body}`).verify(publicKey, signature, 'base64url');
      if (!isSigned) return undefined;
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as JobClaims;
      const now = Date.now() / 1000;
      return claims.aud === audience && claims.iss === issuer && claims.exp > now ? claims : undefined;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
