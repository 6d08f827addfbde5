import { readFile, rm, writeFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { TaskError } from '../../../contract/errors.ts';
import type { RunnerCommand, RunnerContext, RunnerResult } from '../../../contract/runner.ts';
import { quote } from '../../../plugin-kit/scripts/shell-command.ts';
import { REMOTE_GRACE_S, type RemotePlaces, remoteScript } from './remote-script.ts';
import { connectionFailure, endOf, pipeClients, SSH_FAILED, startClient } from './ssh-client.ts';
import type { SshSession } from './ssh-session.ts';

type Context = Pick<RunnerContext, 'signal' | 'log'>;

/** Uploads, runs, fetches, and clears away whatever happens. */
export async function runRemotely(
  session: SshSession,
  base: string,
  command: RunnerCommand,
  context: Context,
): Promise<RunnerResult> {
  const work = `${base}/${basename(command.directory)}`;
  const places: RemotePlaces = { base, work, script: `${base}/run`, exit: `${work}/.${basename(base)}-exit` };
  let cleared = false;
  try {
    await upload(session, places, command, context.signal);
    const end = await execute(session, places, command, context);
    context.signal.throwIfAborted();
    const result = await fetchBack(session, places, command.directory, end, context.signal);
    cleared = true;
    return result;
  } finally {
    if (!cleared) await clear(session, base, context);
  }
}

/**
 * Sends the working directory, the command's mounts and the script that runs it, where local paths have become remote ones. The
 * folder is made anew and for its owner alone: others on the host must not have laid it there.
 */
async function upload(
  session: SshSession,
  places: RemotePlaces,
  { argv, environment, directory, mounts = [] }: RunnerCommand,
  signal: AbortSignal,
): Promise<void> {
  const { base, work, script } = places;
  const moved: [string, string][] = [[directory, work]];
  for (const [index, { path }] of mounts.entries()) moved.push([path, `${base}/mount${index}/${basename(path)}`]);
  // The longest first: a mount may lie below the working directory.
  moved.sort(([a], [b]) => b.length - a.length);
  const rewrite = (text: string): string =>
    moved.reduce((result, [local, there]) => result.replaceAll(local, there), text);
  const variables = Object.entries(environment).map(([name, value]) => [name, rewrite(value)] as const);
  const scratch = await mkdtemp(join(tmpdir(), 'gitphony-ssh-run-'));
  try {
    const text = remoteScript(places, { argv: argv.map(rewrite), environment: Object.fromEntries(variables) });
    await writeFile(join(scratch, basename(script)), text, { mode: 0o600 });
    const parts = [...partOf(scratch, basename(script)), ...partOf(dirname(directory), basename(directory))];
    await send(session, parts, base, signal);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  for (const [index, { path }] of mounts.entries()) {
    await send(session, partOf(dirname(path), basename(path)), `${base}/mount${index}`, signal);
  }
}

function partOf(folder: string, name: string): readonly string[] {
  return ['-C', folder, `./${name}`];
}

async function send(session: SshSession, parts: readonly string[], target: string, signal: AbortSignal): Promise<void> {
  const [packed, sent] = await pipeClients(
    ['tar', '-cf', '-', ...parts],
    session.argv(`umask 077; mkdir ${quote(target)} && tar -C ${quote(target)} -xf -`),
    signal,
  );
  signal.throwIfAborted();
  if (sent.exitCode === SSH_FAILED) throw connectionFailure(session.destination, sent);
  if (/cannot create directory|mkdir:/u.test(sent.stderr)) {
    throw new TaskError('SSH_FAILED', `${session.destination}: the folder ${target} cannot be made: ${sent.stderr}`, {
      retryable: false,
      hint: 'Set remoteDirectory to a folder in which the remote user may write.',
    });
  }
  if (sent.exitCode !== 0) throw transferFailure(session, 'sent', sent.stderr);
  if (packed.exitCode !== 0) throw transferFailure(session, 'sent', packed.stderr);
}

/** Standard input stays open as long as the command may run: its end is the sign to stop, for whatever reason it comes. */
async function execute(
  session: SshSession,
  { script }: RemotePlaces,
  command: RunnerCommand,
  { signal }: Context,
): Promise<{ readonly exitCode: number; readonly last: string }> {
  const child = await startClient(session.argv(`exec /bin/sh ${quote(script)}`), ['pipe', 'pipe', 'pipe']);
  // The other side may close it first.
  child.stdin?.on('error', () => undefined);
  let last = '';
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    child.stdin?.end();
    timer = setTimeout(() => child.kill('SIGKILL'), (REMOTE_GRACE_S + 3) * 1000);
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  try {
    await Promise.all([
      pump(child.stdout, (chunk) => command.onStdout(chunk)),
      pump(child.stderr, (chunk) => {
        last = (last + chunk.toString()).slice(-1000);
        return command.onStderr(chunk);
      }),
    ]);
  } catch (error) {
    // Output that nobody can take: the command must not run on.
    stop();
    child.stdout?.resume();
    child.stderr?.resume();
    await closed;
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
  const code = await closed;
  clearTimeout(timer);
  return { exitCode: code ?? SSH_FAILED, last };
}

async function pump(stream: NodeJS.ReadableStream | null, take: (chunk: Buffer) => Promise<void>): Promise<void> {
  if (stream === null) return;
  for await (const chunk of stream) await take(chunk as Buffer);
}

/** The files come back also from a command that failed; the code is the one that the host wrote down. */
async function fetchBack(
  session: SshSession,
  { base, work, exit }: RemotePlaces,
  directory: string,
  end: { readonly exitCode: number; readonly last: string },
  signal: AbortSignal,
): Promise<RunnerResult> {
  const [packed, taken] = await pipeClients(
    // The folder goes only where all of it has been read.
    session.argv(`[ -e ${quote(exit)} ] && tar -C ${quote(work)} -cf - . && rm -rf ${quote(base)}`),
    ['tar', '-C', directory, '--no-same-owner', '-xf', '-'],
    signal,
  );
  signal.throwIfAborted();
  const file = join(directory, basename(exit));
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw connectionFailure(session.destination, { exitCode: end.exitCode, stderr: packed.stderr || end.last });
  }
  await rm(file, { force: true });
  if (packed.exitCode === SSH_FAILED) throw connectionFailure(session.destination, packed);
  if (packed.exitCode !== 0 || taken.exitCode !== 0) {
    throw transferFailure(session, 'fetched', [packed.stderr, taken.stderr].join('\n').trim());
  }
  return { exitCode: Number(text) };
}

function transferFailure(session: SshSession, what: 'sent' | 'fetched', words: string): TaskError {
  return new TaskError('SSH_FAILED', `${session.destination}: files could not be ${what}: ${words}`, {
    hint: 'Both sides need tar, and room on their disks.',
  });
}

/** Milliseconds that clearing away may take; it is also done when the task was stopped. */
const CLEAR_MS = 10_000;

async function clear(session: SshSession, base: string, { log }: Context): Promise<void> {
  const child = await startClient(session.argv(`rm -rf ${quote(base)}`), ['ignore', 'ignore', 'pipe']);
  const late = delay(CLEAR_MS, undefined, { ref: false }).then(() => void child.kill('SIGKILL'));
  const end = await Promise.race([endOf(child), late]);
  if (end === undefined || end.exitCode !== 0) {
    log.warn(
      `${session.destination}: the folder ${base} could not be removed${end === undefined ? '' : `: ${end.stderr}`}`,
    );
  }
}
