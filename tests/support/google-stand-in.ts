import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A call as it came, its host and body too. */
export interface GoogleCall {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

export interface GoogleStandIn {
  /** What a process needs so that all of its calls to Google arrive here, by TLS and in good faith. */
  readonly env: Readonly<Record<string, string>>;
  readonly calls: GoogleCall[];
  /** What its TLS is made of, for a server that speaks for one of Google's hosts by itself. */
  readonly certificate: { readonly key: Buffer; readonly cert: Buffer };
  /** From now on calls to this host go to a port of this machine, TLS included: for gRPC. */
  tunnel(host: string, port: number): void;
  close(): Promise<void>;
}

/**
 * Stands in for every host of Google's: a proxy for CONNECT that ends TLS itself, with a certificate that the process is told to
 * trust. Nothing in the clients is replaced: addresses, login and signatures are real.
 */
export async function startGoogleStandIn(
  folder: string,
  answer: (call: GoogleCall) => { readonly status: number; readonly body: object },
): Promise<GoogleStandIn> {
  const certificate = await makeCertificate(folder);
  const calls: GoogleCall[] = [];
  const reply = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const { host = '', authorization } = request.headers;
    const body = Buffer.concat(chunks).toString('utf8');
    const call = { host, method: request.method ?? '', path: request.url ?? '', authorization, body };
    calls.push(call);
    const { status, body: answered } = answer(call);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answered));
  };
  const tls = createTlsServer(certificate, (request, response) => {
    reply(request, response).catch(() => response.destroy());
  });
  const proxy = createServer();
  const tunnels = new Map<string, number>();
  proxy.on('connect', (request, socket: Socket) => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    const port = tunnels.get((request.url ?? '').replace(/:\d+$/, ''));
    if (port === undefined) tls.emit('connection', socket);
    else pipeBoth(socket, connect(port, '127.0.0.1'));
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return {
    env: { HTTPS_PROXY: url, https_proxy: url, NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem') },
    calls,
    certificate,
    tunnel: (host, port) => void tunnels.set(host, port),
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        proxy.closeAllConnections();
        tls.closeAllConnections();
      }),
  };
}

function pipeBoth(near: Socket, far: Socket): void {
  near.pipe(far).pipe(near);
  near.on('error', () => far.destroy());
  far.on('error', () => near.destroy());
}

async function makeCertificate(folder: string): Promise<{ readonly key: Buffer; readonly cert: Buffer }> {
  const config = join(folder, 'openssl.cnf');
  await writeFile(
    config,
    `[req]
distinguished_name = name
x509_extensions = extensions
prompt = no
[name]
CN = a stand-in for tests
[extensions]
basicConstraints = critical, CA:TRUE
subjectAltName = DNS:*.googleapis.com
`,
  );
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const files = ['-config', config, '-keyout', key, '-out', cert];
  await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...files]);
  return { key: await readFile(key), cert: await readFile(cert) };
}
