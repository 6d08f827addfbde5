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
  const places: RemotePlaces = { base, work: `${base}/work`, script: `${base}/run`, exit: `${base}/exit` };
  try {
    await makeFolder(session, places, context.signal);
    const rewrite = await upload(session, places, command, context.signal);
    const environment = Object.entries(command.environment).map(([name, value]) => [name, rewrite(value)] as const);
    const script = remoteScript(places, {
      argv: command.argv.map(rewrite),
      environment: Object.fromEntries(environment),
    });
    await uploadScript(session, places, script, context.signal);
    const end = await execute(session, places, command, context);
    context.signal.throwIfAborted();
    return await fetchBack(session, places, command.directory, end, context.signal);
  } finally {
    await clear(session, base, context);
  }
}

/** Made anew and for its owner alone: others on the host must not have laid it there. */
async function makeFolder(session: SshSession, { base, work }: RemotePlaces, signal: AbortSignal): Promise<void> {
  const child = await startClient(session.argv(`umask 077; mkdir ${quote(base)} && mkdir ${quote(work)}`), [
    'ignore',
    'ignore',
    'pipe',
  ]);
  const stop = (): void => void child.kill();
  signal.addEventListener('abort', stop, { once: true });
  const end = await endOf(child);
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  if (end.exitCode === SSH_FAILED) throw connectionFailure(session.destination, end);
  if (end.exitCode !== 0) {
    throw new TaskError('SSH_FAILED', `${session.destination}: the folder ${base} cannot be made: ${end.stderr}`, {
      hint: 'Set remoteDirectory to a folder in which the remote user may write.',
    });
  }
}

/** Sends the working directory and the command's mounts; answers what turns local paths in a text into remote ones. */
async function upload(
  session: SshSession,
  { base, work }: RemotePlaces,
  { directory, mounts = [] }: RunnerCommand,
  signal: AbortSignal,
): Promise<(text: string) => string> {
  const moved: [string, string][] = [[directory, work]];
  await send(session, directory, '.', work, signal);
  for (const [index, { path }] of mounts.entries()) {
    const folder = `${base}/mount${index}`;
    await send(session, dirname(path), basename(path), folder, signal);
    moved.push([path, `${folder}/${basename(path)}`]);
  }
  // The longest first: a mount may lie below the working directory.
  moved.sort(([a], [b]) => b.length - a.length);
  return (text) => moved.reduce((result, [local, remote]) => result.replaceAll(local, remote), text);
}

async function send(
  session: SshSession,
  folder: string,
  name: string,
  target: string,
  signal: AbortSignal,
): Promise<void> {
  const [packed, sent] = await pipeClients(
    ['tar', '-C', folder, '-cf', '-', '--', name],
    session.argv(`umask 077; mkdir -p ${quote(target)} && tar -C ${quote(target)} -xf -`),
    signal,
  );
  signal.throwIfAborted();
  if (sent.exitCode === SSH_FAILED) throw connectionFailure(session.destination, sent);
  if (sent.exitCode !== 0) throw transferFailure(session, 'sent', sent.stderr);
  if (packed.exitCode !== 0) throw transferFailure(session, 'sent', packed.stderr);
}

async function uploadScript(
  session: SshSession,
  { base, script }: RemotePlaces,
  text: string,
  signal: AbortSignal,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gitphony-ssh-run-'));
  try {
    await writeFile(join(folder, basename(script)), text, { mode: 0o600 });
    await send(session, folder, basename(script), base, signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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
  { base, exit }: RemotePlaces,
  directory: string,
  end: { readonly exitCode: number; readonly last: string },
  signal: AbortSignal,
): Promise<RunnerResult> {
  const scratch = await mkdtemp(join(tmpdir(), 'gitphony-ssh-end-'));
  try {
    const [sent] = await pipeClients(
      session.argv(`tar -C ${quote(base)} -cf - ${quote(basename(exit))}`),
      ['tar', '-C', scratch, '-xf', '-'],
      signal,
    );
    signal.throwIfAborted();
    const text = await readFile(join(scratch, basename(exit)), 'utf8').catch(() => undefined);
    if (text === undefined) {
      throw connectionFailure(session.destination, { exitCode: end.exitCode, stderr: sent.stderr || end.last });
    }
    const [packed, taken] = await pipeClients(
      session.argv(`tar -C ${quote(`${base}/work`)} -cf - .`),
      ['tar', '-C', directory, '--no-same-owner', '-xf', '-'],
      signal,
    );
    signal.throwIfAborted();
    if (packed.exitCode === SSH_FAILED) throw connectionFailure(session.destination, packed);
    if (packed.exitCode !== 0 || taken.exitCode !== 0) {
      throw transferFailure(session, 'fetched', [packed.stderr, taken.stderr].join('\n').trim());
    }
    return { exitCode: Number(text) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
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
