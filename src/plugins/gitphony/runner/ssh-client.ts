import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { TaskError } from '../../../contract/errors.ts';
import { inheritedEnvironment } from '../../../util/inherited-environment.ts';
import { commandNotFound } from '../../../plugin-kit/scripts/command-not-found.ts';

/** ssh's own failures end with this code, a command's may as well. */
export const SSH_FAILED = 255;
const KEPT = 4000;

/** How a program ended, and the last of its error output. */
export interface ClientEnd {
  readonly exitCode: number;
  readonly stderr: string;
}

/** Starts a program of this machine; the agent of ssh is handed on. */
export async function startClient(argv: readonly string[], stdio: StdioOptions): Promise<ChildProcess> {
  const [program = '', ...args] = argv;
  const { SSH_AUTH_SOCK } = process.env;
  const env = { ...inheritedEnvironment(process.env), ...(SSH_AUTH_SOCK === undefined ? {} : { SSH_AUTH_SOCK }) };
  const child = spawn(program, args, { env, stdio });
  try {
    await once(child, 'spawn');
  } catch (cause) {
    throw commandNotFound(program, { cause });
  }
  return child;
}

/** Waits for a program whose error output is a pipe. */
export async function endOf(child: ChildProcess): Promise<ClientEnd> {
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-KEPT);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { exitCode: code ?? SSH_FAILED, stderr: stderr.trim() };
}

/** Pipes one program into another; answers how each ended. */
export async function pipeClients(
  from: readonly string[],
  to: readonly string[],
  signal: AbortSignal,
): Promise<readonly [ClientEnd, ClientEnd]> {
  const source = await startClient(from, ['ignore', 'pipe', 'pipe']);
  const sourceEnd = endOf(source);
  const target = await startClient(to, [source.stdout ?? 'ignore', 'ignore', 'pipe']);
  // The other end is the child's now; held here too, the source would never hear that its reader has gone.
  source.stdout?.destroy();
  const stop = (): void => {
    source.kill();
    target.kill();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.all([sourceEnd, endOf(target)]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** The error of a connection that failed, in ssh's words. */
export function connectionFailure(destination: string, { stderr }: ClientEnd): TaskError {
  const words = stderr === '' ? 'the connection broke' : stderr.split('\n').slice(-6).join('\n');
  const hint = hints.find(([pattern]) => pattern.test(words))?.[1];
  const retryable = !/Permission denied|Host key|REMOTE HOST IDENTIFICATION|invalid format|Bad configuration/iu.test(
    words,
  );
  return new TaskError('SSH_FAILED', `${destination} cannot be used by ssh: ${words}`, {
    retryable,
    ...(hint === undefined ? {} : { hint }),
  });
}

const hints: readonly (readonly [RegExp, string])[] = [
  [
    /REMOTE HOST IDENTIFICATION|Host key verification failed|host key is known/iu,
    'Give the host key as hostKey (ssh-keyscan prints it; compare it by another way), or put it into known_hosts.',
  ],
  [
    /invalid format|error in libcrypto/iu,
    'privateKey has to be the whole file, without passphrase, line ends included.',
  ],
  [
    /Permission denied/iu,
    'Give a privateKey whose public half is in authorized_keys of that user, or load it into ssh-agent. Passwords are not used.',
  ],
  [/resolve hostname|refused|timed out|No route/iu, 'Check host and port, and that this machine may reach them.'],
];
