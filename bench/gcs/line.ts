import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** A line on which each connection carries so many bytes a second, as on the way to a cloud. */
export async function startLine(
  origin: string,
  bytesPerSecond: number,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const port = Number(new URL(origin).port);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    near.pipe(slow(bytesPerSecond)).pipe(far);
    far.pipe(slow(bytesPerSecond)).pipe(near);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
      // An end of one side is the end of both; `close` follows.
      socket.on('error', () => socket.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Bytes leave when their time has come; a line that was idle saves up nothing. */
function slow(bytesPerSecond: number): Transform {
  let free = performance.now();
  return new Transform({
    transform(chunk: Buffer, _, next) {
      const now = performance.now();
      free = Math.max(free, now) + (chunk.length / bytesPerSecond) * 1000;
      // Timers are no finer than a millisecond: what is due within one goes at once.
      if (free - now < 2) next(null, chunk);
      else setTimeout(next, free - now, null, chunk);
    },
  });
}
