import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JobTokens } from './job-tokens.ts';

/** A session that the token service gave. */
export interface AwsSession {
  readonly role: string;
  readonly name: string;
  readonly key: string;
  readonly token: string;
  /** Key id of who asked; undefined where a token of a job did. */
  readonly by: string | undefined;
}

/** AWS's token service: AssumeRoleWithWebIdentity by a job's token, AssumeRole by the keys of a session. */
export interface AwsSts extends AsyncDisposable {
  readonly url: string;
  readonly sessions: readonly AwsSession[];
  close(): Promise<void>;
}

/** @param refuse the code by which every token of a job is refused */
export async function startAwsSts(tokens: JobTokens, { refuse }: { readonly refuse?: string } = {}): Promise<AwsSts> {
  const sessions: AwsSession[] = [];
  const answer = (form: URLSearchParams, authorization = ''): { readonly status: number; readonly body: string } => {
    const action = form.get('Action') ?? '';
    const by = /Credential=([A-Z0-9]+)/.exec(authorization)?.[1];
    if (action === 'AssumeRoleWithWebIdentity') {
      if (refuse !== undefined) return { status: refuse === 'AccessDenied' ? 403 : 400, body: error(refuse) };
      const claims = tokens.verify(form.get('WebIdentityToken') ?? '', 'sts.amazonaws.com');
      if (claims === undefined) return { status: 400, body: error('InvalidIdentityToken') };
    } else if (action !== 'AssumeRole' || by === undefined) {
      return { status: 403, body: error('AccessDenied') };
    }
    const number = sessions.length + 1;
    const session = {
      role: form.get('RoleArn') ?? '',
      name: form.get('RoleSessionName') ?? '',
      key: `secret-key-of-session-${number}`,
      token: `token-of-session-${number}`,
      by,
    };
    sessions.push(session);
    return { status: 200, body: granted(action, session, `ASIA${String(number).padStart(16, '0')}`) };
  };
  const reply = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, body } = answer(await readForm(request), request.headers.authorization);
    response.writeHead(status, { 'content-type': 'text/xml' });
    response.end(body);
  };
  const server = createServer((request, response) => {
    reply(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, sessions, close, [Symbol.asyncDispose]: close };
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

const xmlns = 'xmlns="https://sts.amazonaws.com/doc/2011-06-15/"';

function granted(action: string, { role, name, key, token }: AwsSession, keyId: string): string {
  const expiration = new Date(Date.now() + 3600_000).toISOString();
  return `<${action}Response ${xmlns}><${action}Result>
<AssumedRoleUser><Arn>${role}/${name}</Arn><AssumedRoleId>AROA1:${name}</AssumedRoleId></AssumedRoleUser>
<Credentials><AccessKeyId>${keyId}</AccessKeyId><SecretAccessKey>${key}</SecretAccessKey><SessionToken>${token}</SessionToken><Expiration>${expiration}</Expiration></Credentials>
</${action}Result></${action}Response>`;
}

function error(code: string): string {
  return `<ErrorResponse ${xmlns}><Error><Type>Sender</Type><Code>${code}</Code><Message>planned refusal</Message></Error></ErrorResponse>`;
}
