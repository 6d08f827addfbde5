import { type ChildProcessByStdio, spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { engineError, missingProgram } from './engine-error.ts';

/** How a call of the command ended. */
export interface CliEnd {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a call may be given beside its words. */
export interface CallOptions {
  /** Laid over this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Takes each line of both outputs as it comes. */
  readonly onLine?: (line: string) => void;
  /** Ends the call. */
  readonly signal?: AbortSignal;
}

/**
 * The engine's command line: it knows contexts, DOCKER_HOST, credential helpers, TLS and SSH, and podman has the same words.
 * By node:child_process, as Process: execa takes 100 ms to load.
 */
export class DockerCli {
  readonly #program: string;
  readonly #host: string | undefined;

  constructor(host?: string) {
    this.#program = process.env['GITPHONY_DOCKER'] || 'docker';
    this.#host = host === '' ? undefined : host;
  }

  /** Tells engines apart, for what is remembered of them. */
  get engine(): string {
    const address = this.#host ?? process.env['DOCKER_HOST'] ?? process.env['DOCKER_CONTEXT'] ?? '';
    return `${this.#program} ${address}`;
  }

  /** Runs a short command; its end is a result whatever the exit code. Fails with DOCKER_NOT_INSTALLED. */
  async call(args: readonly string[], { env, onLine, signal }: CallOptions = {}): Promise<CliEnd> {
    const child = await this.start(args, { env: env ?? {}, stdio: ['ignore', 'pipe', 'pipe'] });
    const kill = (): void => void child.kill('SIGTERM');
    signal?.addEventListener('abort', kill, { once: true });
    try {
      const ended = once(child, 'close') as Promise<[number | null]>;
      const [stdout, stderr] = await Promise.all([collect(child.stdout, onLine), collect(child.stderr, onLine)]);
      const [code] = await ended;
      return { exitCode: code ?? 1, stdout, stderr };
    } finally {
      signal?.removeEventListener('abort', kill);
    }
  }

  /** As {@link call}, but anything else than success is an error: of the engine, or of what was asked of it. */
  async ask(args: readonly string[], options: CallOptions = {}): Promise<string> {
    const { exitCode, stdout, stderr } = await this.call(args, options);
    if (exitCode === 0) return stdout;
    throw engineError(stderr, `docker ${args[0] ?? ''} ended with exit code ${exitCode}`);
  }

  /** Starts a command in a process group of its own: a Ctrl-C of the terminal is ours to hand on. */
  async start(
    args: readonly string[],
    { env, stdio }: { readonly env: Readonly<Record<string, string>>; readonly stdio: StdioOptions },
  ): Promise<ChildProcessByStdio<Writable | null, Readable, Readable>> {
    const words = this.#host === undefined ? args : ['--host', this.#host, ...args];
    const child = spawn(this.#program, words, { env: { ...process.env, ...env }, detached: true, stdio });
    try {
      await once(child, 'spawn');
    } catch (cause) {
      throw missingProgram(this.#program, cause);
    }
    return child as unknown as ChildProcessByStdio<Writable | null, Readable, Readable>;
  }
}

/** Keeps at most this much of what a short command prints. */
const LONGEST_OUTPUT = 1_000_000;

async function collect(stream: Readable, onLine?: (line: string) => void): Promise<string> {
  let text = '';
  let rest = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    const piece = String(chunk);
    if (text.length < LONGEST_OUTPUT) text += piece;
    if (onLine === undefined) continue;
    const lines = (rest + piece).split(/\r?\n|\r/u);
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') onLine(line);
  }
  if (onLine !== undefined && rest.trim() !== '') onLine(rest);
  return text;
}
