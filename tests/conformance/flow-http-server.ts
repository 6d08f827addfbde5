import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Any free port instead of the script's own, so that two checkouts can be tested at once. */
const program = [
  'import sys, server',
  "running = server.S(('127.0.0.1', 0), server.H)",
  'print(running.server_address[1], flush=True)',
  'running.serve_forever()',
].join('\n');

export interface CorpusServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts the corpus's own server (`server.py` in this folder) on 127.0.0.1. */
export async function startCorpusServer(folder: string): Promise<CorpusServer> {
  const child = spawn('python3', ['-B', '-c', program], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    return {
      port: Number(line),
      async close() {
        child.kill();
        await ended;
      },
    };
  }
  throw new Error(`expected python3 to start the server of ${folder} and print its port`);
}
