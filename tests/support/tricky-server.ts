import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';

/** A server that behaves as servers do when they are at their worst; `/echo` answers the request as JSON. */
export async function startTrickyServer(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, name = '', argument = ''] = url.pathname.split('/');
  const pages: Readonly<Record<string, () => void | Promise<void>>> = {
    'hello.txt': () => void response.setHeader('content-type', 'text/plain').end('hello from the corpus\n'),
    'empty.txt': () => void response.writeHead(200, { 'content-length': 0 }).end(),
    status: () => void response.writeHead(Number(argument)).end(`status ${argument}`),
    redirect: () => void response.writeHead(302, { location: '/hello.txt' }).end(),
    loop: () => void response.writeHead(302, { location: '/loop' }).end(),
    gzip: () => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('unpacked')),
    named: () =>
      void response.writeHead(200, { 'content-disposition': 'attachment; filename="trips.csv"' }).end('a,b\n'),
    binary: () => void response.end(Buffer.from([0xff, 0xfe, 0x80])),
    silent: () => undefined,
    cut: () => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('x'.repeat(100), () => response.destroy());
    },
    large: () => sendLarge(response, Number(argument)),
    echo: async () => {
      const body = (await buffer(request)).toString('latin1');
      const { method, headers } = request;
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ method, path: request.url, headers, body }));
    },
  };
  await (pages[name] ?? (() => void response.writeHead(404).end('no such page')))();
}

async function sendLarge(response: ServerResponse, bytes: number): Promise<void> {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  response.writeHead(200, { 'content-length': bytes });
  for (let left = bytes; left > 0; left -= chunk.length) {
    if (!response.write(chunk.subarray(0, left))) await new Promise((resolve) => response.once('drain', resolve));
  }
  response.end();
}
