import { setTimeout as sleep } from 'node:timers/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/**
 * What happens to a call instead of its answer: the line is cut while the client sends (`cut`), before the answer comes
 * (`lost`: the call was carried out) or in the middle of it (`half`), an error comes, or the answer comes that many milliseconds late.
 */
export type Fault = 'cut' | 'lost' | 'half' | RefusedCall | { readonly late: number | Promise<unknown> };

interface RefusedCall {
  readonly status: number;
  readonly reason: string;
}

export interface FaultingProxy {
  readonly url: string;
  /** Calls that came, in order: `POST /upload/…`. */
  readonly calls: string[];
  close(): Promise<void>;
}

/**
 * A server before an emulator that spoils the calls for which `fault` says so. A cut happens in the middle of what the client
 * sends, after the first part of it.
 */
export async function startFaultingProxy(
  origin: string,
  fault: (call: string, request: IncomingMessage) => Fault | undefined | Promise<Fault | undefined>,
): Promise<FaultingProxy> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const call = `${request.method ?? ''} ${request.url ?? ''}`;
    calls.push(call);
    answer(call, request, response).catch(() => request.socket.destroy());
  });
  async function answer(call: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const spoilt = await fault(call, request);
    if (spoilt === 'cut') {
      request.once('data', () => request.socket.destroy());
      return;
    }
    if (typeof spoilt === 'object' && 'late' in spoilt)
      await (typeof spoilt.late === 'number' ? sleep(spoilt.late) : spoilt.late);
    await respond(origin, request, response, spoilt);
  }
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(
  origin: string,
  request: IncomingMessage,
  response: ServerResponse,
  spoilt: Fault | undefined,
): Promise<void> {
  const refused = typeof spoilt === 'object' && 'status' in spoilt ? spoilt : undefined;
  const { status, headers, body } = await forward(origin, request, refused);
  if (spoilt === 'lost') {
    request.socket.destroy();
    return;
  }
  response.writeHead(status, spoilt === 'half' ? { ...headers, 'content-length': String(body.length) } : headers);
  if (spoilt !== 'half') response.end(body);
  else response.write(body.subarray(0, body.length / 2), () => request.socket.destroy());
}

async function forward(
  origin: string,
  request: IncomingMessage,
  spoilt: RefusedCall | undefined,
): Promise<{ status: number; headers: Record<string, string>; body: Buffer }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  if (spoilt !== undefined) {
    const { status, reason } = spoilt;
    const error = { code: status, message: `spoilt: ${reason}`, errors: [{ reason, message: `spoilt: ${reason}` }] };
    return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify({ error })) };
  }
  const { host, connection: _, 'content-length': __, 'transfer-encoding': ___, ...headers } = request.headers;
  const body = Buffer.concat(chunks);
  const answer = await fetch(`${origin}${request.url ?? '/'}`, {
    method: request.method ?? 'GET',
    headers: headers as Record<string, string>,
    redirect: 'manual',
    ...(body.length === 0 ? {} : { body }),
  });
  const kept = [...answer.headers].filter(
    // An answer to HEAD has a length but no body.
    ([name]) =>
      (name === 'content-length' && request.method === 'HEAD') ||
      !/^(content-(length|encoding)|transfer-encoding|connection)$/.test(name),
  );
  // Addresses of upload sessions have to lead back here.
  const own = kept.map(([name, value]) => [name, value.replaceAll(origin, `http://${host ?? ''}`)]);
  return {
    status: answer.status,
    headers: Object.fromEntries(own) as Record<string, string>,
    body: Buffer.from(await answer.arrayBuffer()),
  };
}
