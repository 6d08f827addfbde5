import type { GoogleCall } from './google-stand-in.ts';
import type { JobTokens } from './job-tokens.ts';

/** What the exchange of tokens answers, and for which calls it is meant. */
export interface GoogleSts {
  /** Undefined: the call is none of the exchange's. */
  answer(call: GoogleCall): { readonly status: number; readonly body: object } | undefined;
  /** Whose a bearer is: `pool`, or the account that it acts as; undefined for one that was never given, or is over. */
  ownerOf(authorization: string | undefined): string | undefined;
}

/** Google's exchange of a job's token, and the making of a service account's, as https://google.aip.dev/auth/4117 has them. */
export function createGoogleSts(
  tokens: JobTokens,
  provider: string,
  {
    expiresIn = 3600,
    refuse,
  }: { readonly expiresIn?: number; readonly refuse?: { error: string; error_description: string } } = {},
): GoogleSts {
  const bearers = new Map<string, { readonly owner: string; readonly ends: number }>();
  const give = (owner: string): string => {
    const bearer = `bearer-${bearers.size + 1}-of-${owner}`;
    bearers.set(bearer, { owner, ends: Date.now() + expiresIn * 1000 });
    return bearer;
  };
  const ownerOf = (authorization: string | undefined): string | undefined => {
    const found = bearers.get((authorization ?? '').replace(/^Bearer /, ''));
    return found !== undefined && found.ends > Date.now() ? found.owner : undefined;
  };
  return {
    ownerOf,
    answer({ host, path, body, authorization }) {
      if (host.startsWith('sts.')) {
        if (refuse !== undefined) return { status: 400, body: refuse };
        const form = new URLSearchParams(body);
        const isRight =
          path === '/v1/token' &&
          form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:token-exchange' &&
          form.get('audience') === `//iam.googleapis.com/${provider}` &&
          tokens.verify(form.get('subject_token') ?? '', `https://iam.googleapis.com/${provider}`) !== undefined;
        if (!isRight) return { status: 400, body: { error: 'invalid_grant', error_description: 'not that token' } };
        const answer = { issued_token_type: 'urn:ietf:params:oauth:token-type:access_token', token_type: 'Bearer' };
        return { status: 200, body: { ...answer, access_token: give('pool'), expires_in: expiresIn } };
      }
      if (!host.startsWith('iamcredentials.')) return undefined;
      const account = /serviceAccounts\/(.+):generateAccessToken$/.exec(path)?.[1];
      if (account === undefined || ownerOf(authorization) === undefined) {
        return { status: 403, body: { error: { code: 403, message: 'iam.serviceAccounts.getAccessToken denied' } } };
      }
      const expireTime = new Date(Date.now() + expiresIn * 1000).toISOString();
      return { status: 200, body: { accessToken: give(decodeURIComponent(account)), expireTime } };
    },
  };
}
