import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pythonTool } from './tool-paths.ts';

/** An S3 server (moto, with the token service beside it) on a free port of 127.0.0.1. */
export interface S3Server extends AsyncDisposable {
  /** Such as `http://127.0.0.1:41234`. */
  readonly url: string;
  readonly pid: number;
  readonly close: () => Promise<void>;
}

/** The properties that every task of a test has; the server takes any keys. */
export const s3Keys = { accessKeyId: 'test', secretKeyId: 'test-secret', region: 'us-east-1' } as const;

/**
 * Starts the server. It keeps small objects in memory, large ones in files.
 * @throws Error when it ends before it listens, with what it said
 */
export async function startS3Server(): Promise<S3Server> {
  const child = spawn(pythonTool('s3-server', 'moto_server'), ['-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', MOTO_S3_DEFAULT_KEY_BUFFER_SIZE: '1048576' },
  });
  const said: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the S3 server ended with ${code}:\n${said.join('\n')}`)));
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);
      const found = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const close = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  return { url, pid: child.pid ?? 0, close, [Symbol.asyncDispose]: close };
}
