import { createServer } from 'node:net';

/** Servers listen here only. */
export const HOST = '127.0.0.1';

/** Binds the port for a moment (0: any free one) and answers its number; undefined if somebody has it. */
export async function probePort(port: number): Promise<number | undefined> {
  const server = createServer();
  return await new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host: HOST, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}
