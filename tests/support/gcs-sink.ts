import { createHash, type Hash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { type Crc32c, newCrc32c } from '../../src/plugins/gcp/gcs/client.ts';
import { joinCrc32c } from '../../src/plugins/gcp/gcs/crc32c.ts';

const MIB = 1024 * 1024;

/** Takes resumable uploads, keeps their sizes and checksums and nothing of them, and gives content that is made up. */
export interface GcsSink extends AsyncDisposable {
  readonly url: string;
  /** Sizes of the objects that are there, by name. */
  readonly sizes: () => Record<string, number>;
  /** Bytes that came since the last call. */
  readonly received: () => number;
}

interface Held {
  readonly name: string;
  readonly size: string;
  readonly crc32c: string;
  readonly md5Hash?: string;
  readonly generation: string;
}

interface Session {
  readonly name: string;
  size: number;
  readonly md5: Hash;
  readonly crc32c: Crc32c;
}

/**
 * Cloud Storage's resumable uploads, compose and ranges by its reference, for large files: the emulator copies all that it has
 * with each piece. An object `made-8` that nobody wrote has 8 MiB; each of them begins with its number.
 * Source: https://cloud.google.com/storage/docs/performing-resumable-uploads
 */
export async function startGcsSink(): Promise<GcsSink> {
  const objects = new Map<string, Held>();
  const sessions = new Map<string, Session>();
  let received = 0;
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    const name = decodeURIComponent(/\/o\/([^/]+)/.exec(pathname)?.[1] ?? searchParams.get('name') ?? '');
    if (pathname.startsWith('/session/')) return takePiece(request, response, pathname);
    if (pathname.endsWith('/compose')) return reply(response, await compose(request, name));
    if (request.method === 'POST') return begin(request, response, name);
    if (searchParams.get('alt') === 'media') return give(request, response, name);
    if (request.method === 'DELETE') return reply(response, objects.delete(name) ? {} : undefined);
    if (name !== '') return reply(response, objects.get(name) ?? madeUp(name));
    const prefix = searchParams.get('prefix') ?? '';
    reply(response, { items: [...objects.values()].filter((each) => each.name.startsWith(prefix)) });
  }

  async function begin(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
    request.resume();
    const path = `/session/${sessions.size}`;
    sessions.set(path, { name, size: 0, md5: createHash('md5'), crc32c: await newCrc32c() });
    // By the name that the client knows: there may be a line between.
    response.writeHead(200, { location: `http://${request.headers.host ?? ''}${path}` }).end();
  }

  async function takePiece(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const session = sessions.get(path);
    if (session === undefined) return reply(response, undefined);
    for await (const chunk of request as AsyncIterable<Buffer>) {
      received += chunk.length;
      session.size += chunk.length;
      session.md5.update(chunk);
      session.crc32c.update(chunk);
    }
    const range = request.headers['content-range'] ?? '';
    // `bytes 0-*/*`: all of it in this one request.
    const isLast = /-\*\//.test(range) || Number(/\/(\d+)$/.exec(range)?.[1]) === session.size;
    if (!isLast) {
      response.writeHead(308, { range: `bytes=0-${session.size - 1}` }).end();
      return;
    }
    reply(
      response,
      keep(session.name, session.size, session.crc32c.toString(), { md5Hash: session.md5.digest('base64') }),
    );
  }

  async function compose(request: IncomingMessage, name: string): Promise<Held> {
    const body = (await json(request)) as { sourceObjects: { name: string }[]; deleteSourceObjects?: boolean };
    const sources = body.sourceObjects.flatMap((source) => objects.get(source.name) ?? []);
    const pieces = sources.map(({ size, crc32c }) => ({ size: Number(size), crc32c }));
    if (body.deleteSourceObjects === true) for (const source of sources) objects.delete(source.name);
    const size = pieces.reduce((sum, piece) => sum + piece.size, 0);
    return keep(name, size, joinCrc32c(pieces), {});
  }

  function keep(name: string, size: number, crc32c: string, more: { md5Hash?: string }): Held {
    const held = { name, size: String(size), crc32c, generation: '1', ...more };
    objects.set(name, held);
    return held;
  }

  return {
    url,
    sizes: () => Object.fromEntries([...objects.values()].map(({ name, size }) => [name, Number(size)])),
    received: () => {
      const sum = received;
      received = 0;
      return sum;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function reply(response: ServerResponse, body: object | undefined): void {
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body ?? {}));
}

/** Without sums: nobody has read it. */
function madeUp(name: string): object | undefined {
  const mebibytes = /^made-(\d+)$/.exec(name)?.[1];
  return mebibytes === undefined ? undefined : { name, size: String(Number(mebibytes) * MIB), generation: '1' };
}

async function give(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
  const size = Number(/^made-(\d+)$/.exec(name)?.[1]) * MIB;
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  const [start, end] = range === null ? [0, size] : [Number(range[1]), Number(range[2]) + 1];
  response.writeHead(range === null ? 200 : 206, { 'content-length': String(end - start) });
  await pipeline(Readable.from(madeUpContent(start, end)), response);
}

/** The bytes from `start` to `end`, in pieces. */
export function* madeUpContent(start: number, end: number): Generator<Buffer> {
  for (let at = start; at < end; ) {
    const index = Math.floor(at / MIB);
    const piece = Buffer.alloc(MIB);
    piece.writeUInt32BE(index);
    const next = Math.min(end, (index + 1) * MIB);
    yield piece.subarray(at - index * MIB, next - index * MIB);
    at = next;
  }
}
