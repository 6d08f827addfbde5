import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newCrc32c } from '../../src/plugins/gcp/gcs/client.ts';

const MIB = 1024 * 1024;

/** Gives one large object that no memory holds. */
export interface GcsSource extends AsyncDisposable {
  readonly url: string;
  /** How often its content was asked for. */
  readonly fetches: () => number;
  /** From now on the object has so many mebibytes of this letter. */
  readonly become: (mebibytes: number, letter: string) => Promise<void>;
  /** The content stops after so many bytes, and the line stays open; undefined: it comes whole. */
  stallAfter: number | undefined;
}

/** Until there is room again, or nobody reads any longer. */
async function taken(response: ServerResponse): Promise<void> {
  const left = new AbortController();
  const { signal } = left;
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]);
  left.abort();
}

/**
 * Cloud Storage's downloads by its reference, in whole or by ranges, for large files: the emulator holds all that it has in memory.
 * Source: https://cloud.google.com/storage/docs/json_api/v1/objects/get
 */
export async function startGcsSource(): Promise<GcsSource> {
  let held: { readonly size: number; readonly letter: string; readonly crc32c: string; readonly generation: string };
  let [fetches, generation] = [0, 0];
  const server = createServer((request, response) => {
    if (request.url?.includes('alt=media')) sendContent(request, response).catch(() => response.destroy());
    else {
      const { size, crc32c, generation: now } = held;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ size: String(size), crc32c, generation: now, name: 'large.bin', bucket: 'lake' }));
    }
  });
  const sendContent = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { size, letter } = held;
    const [, from = '0', to = String(size - 1)] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const [begin, end] = [Number(from), Number(to === '' ? size - 1 : to) + 1];
    fetches += 1;
    response.writeHead(request.headers.range === undefined ? 200 : 206, { 'content-length': String(end - begin) });
    const block = Buffer.alloc(MIB, letter);
    for (let at = begin; at < end; at += block.length) {
      if (source.stallAfter !== undefined && at - begin >= source.stallAfter) return;
      const isFree = response.write(block.subarray(0, Math.min(block.length, end - at)));
      if (!isFree) await taken(response);
      if (response.destroyed) return;
    }
    response.end();
  };
  const become = async (mebibytes: number, letter: string): Promise<void> => {
    const sum = await newCrc32c();
    const block = Buffer.alloc(MIB, letter);
    for (let index = 0; index < mebibytes; index += 1) sum.update(block);
    generation += 1;
    held = { size: mebibytes * MIB, letter, crc32c: sum.toString(), generation: String(generation) };
  };
  await become(1, 'a');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const source: GcsSource = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fetches: () => fetches,
    become,
    stallAfter: undefined,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return source;
}
