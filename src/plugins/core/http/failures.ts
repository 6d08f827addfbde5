import { TaskError } from '../../../contract/errors.ts';
import type { HttpAnswer } from './http-answer.ts';
import type { HttpProperties } from './properties.ts';
import { printableUri } from './request-uri.ts';

/** As much of a failed answer's body as a message may show, in bytes. */
const EXCERPT = 1024;

/** What to do about the common failures of a connection, by the code of Node or undici. */
const hints: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens there: check host and port, and that the service runs.',
  ENOTFOUND: 'The name is unknown: check its spelling and the name server.',
  EAI_AGAIN: 'The name server did not answer: try again, or check the network.',
  ECONNRESET: 'The server closed the connection: try again.',
  UND_ERR_SOCKET: 'The server closed the connection too early: try again.',
  UND_ERR_CONNECT_TIMEOUT: 'Check host, port and firewall, or raise options.timeout.connectTimeout.',
  UND_ERR_HEADERS_TIMEOUT: 'Raise options.timeout.readIdleTimeout, or look why the server is slow.',
  UND_ERR_BODY_TIMEOUT: 'Raise options.timeout.readIdleTimeout, or look why the server is slow.',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'Name its certificate in NODE_EXTRA_CA_CERTS, or set options.ssl.insecureTrustAllCertificates.',
  SELF_SIGNED_CERT_IN_CHAIN:
    'Name its certificate in NODE_EXTRA_CA_CERTS, or set options.ssl.insecureTrustAllCertificates.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The server leaves out a certificate in between: name it in NODE_EXTRA_CA_CERTS.',
  CERT_HAS_EXPIRED: 'The server’s certificate has expired: it has to be renewed.',
};

/** The error of a request that got no whole answer. */
export function connectionFailure(cause: unknown, method: string, uri: string): TaskError {
  if (cause instanceof TaskError) return cause;
  const code = codeOf(cause);
  const detail = cause instanceof Error && cause.message !== '' ? cause.message : String(code ?? cause);
  const hint = code === undefined ? undefined : hints[code];
  return new TaskError('HTTP_FAILED', `${method} ${printableUri(uri)} failed: ${detail}`, {
    cause,
    ...(hint === undefined ? {} : { hint }),
  });
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error.cause];
  return codeOf(first);
}

/** The codes that a client follows (RFC 9110, 15.4). */
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Fails where the answer's code is none that the task wants. */
export async function checkCode(answer: HttpAnswer, properties: HttpProperties): Promise<void> {
  const { options = {}, allowFailed = false } = properties;
  const { code, uri } = answer;
  const allowed = options.allowedResponseCodes ?? [];
  if (options.followRedirects !== false && redirects.has(code) && answer.headers['location'] !== undefined) {
    throw new TaskError(
      'HTTP_REDIRECTS',
      `${printableUri(uri)}: expected an answer after ten redirects, got one more`,
      {
        hint: 'The server sends in a circle: check the address, or set options.followRedirects: false to see the first answer.',
      },
    );
  }
  if (allowed.length > 0 ? allowed.includes(code) : code < 400 || options.allowFailed === true || allowFailed) return;
  const excerpt = await readExcerpt(answer);
  const body = excerpt === '' ? '' : ` and body:\n${excerpt}`;
  throw new TaskError(
    'HTTP_STATUS',
    `Failed http request with response code '${code}' from ${printableUri(uri)}${body}`,
    { hint: hintFor(code) },
  );
}

function hintFor(code: number): string {
  if (code === 401 || code === 403) return 'Check options.auth, and that the user may read this.';
  if (code === 404) return 'Check the address; the server knows none such.';
  if (code >= 500 || code === 429) return 'The server is in trouble or overloaded: add a retry to the task.';
  return 'To take this code as a result, set options.allowFailed or options.allowedResponseCodes.';
}

async function readExcerpt({ body }: HttpAnswer): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size >= EXCERPT) break;
    }
  } catch (error) {
    // The code says enough: a body that breaks off must not hide it.
    chunks.push(Buffer.from(` (${error instanceof Error ? error.message : String(error)})`));
  }
  const text = Buffer.concat(chunks).subarray(0, EXCERPT).toString('utf8');
  return size > EXCERPT ? `${text}…` : text;
}
