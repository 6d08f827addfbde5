import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newCrc32c } from '../../src/plugins/gcp/gcs/client.ts';

/** Takes one resumable upload, keeps its size and checksums and nothing of it. */
export interface GcsSink extends AsyncDisposable {
  readonly url: string;
  readonly received: () => number;
}

/**
 * Cloud Storage's resumable uploads by its reference, for large files: the emulator copies all that it has with each piece.
 * Source: https://cloud.google.com/storage/docs/performing-resumable-uploads
 */
export async function startGcsSink(): Promise<GcsSink> {
  let size = 0;
  let md5 = createHash('md5');
  let crc32c = await newCrc32c();
  let held: object | undefined;
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    if (request.method === 'GET') {
      response.writeHead(held === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(held ?? {}));
      return;
    }
    if (request.method === 'POST' && path.includes('uploadType=resumable')) {
      request.resume();
      [size, md5, crc32c, held] = [0, createHash('md5'), await newCrc32c(), undefined];
      response.writeHead(200, { location: `${url}/session` }).end();
      return;
    }
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      md5.update(chunk);
      crc32c.update(chunk);
    }
    const total = /\/(\d+)$/.exec(request.headers['content-range'] ?? '')?.[1];
    if (total === undefined || Number(total) !== size) {
      response.writeHead(308, { range: `bytes=0-${size - 1}` }).end();
      return;
    }
    held = { size: String(size), md5Hash: md5.digest('base64'), crc32c: crc32c.toString(), generation: '1' };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(held));
  }

  return {
    url,
    received: () => size,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
