import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TaskError } from '../../../../contract/errors.ts';

/** Docker's parser of environment files takes lines up to 64 KiB (Go's bufio.Scanner). */
const LONGEST_LINE = 60_000;

/** What the command itself obeys: a task's own values of these must not reach it. */
const obeyed =
  /^(?:PATH|HOME|TMPDIR|DOCKER_.*|CONTAINER_.*|BUILDKIT_.*|XDG_.*|LD_.*|SSH_.*|GO.*|[a-z]+_proxy|[A-Z]+_PROXY)$/u;

/** How the variables of a container get to the engine's command: never by its words, which every user can read. */
export interface ContainerEnvironment {
  readonly args: readonly string[];
  /** For the command's own environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Open for reading, to be the command's descriptor 3; its file has no name any more. */
  readonly descriptor: number | undefined;
}

/**
 * Variables go by an environment file, which knows no line breaks; values with some go through the command's own environment.
 *
 * @param folder where the file may lie for the blink of an eye
 */
export function containerEnvironment(
  environment: Readonly<Record<string, string>>,
  folder: string,
): ContainerEnvironment {
  const lines: string[] = [];
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    checkName(name);
    if (!/[\r\n]/u.test(value) && name.length + value.length < LONGEST_LINE) lines.push(`${name}=${value}`);
    else if (obeyed.test(name)) throw notPossible(name);
    else env[name] = value;
  }
  const args = Object.keys(env).flatMap((name) => ['--env', name]);
  if (lines.length === 0) return { args, env, descriptor: undefined };
  return { args: [...args, '--env-file', '/dev/fd/3'], env, descriptor: namelessFile(folder, lines.join('\n')) };
}

/** A name that could not be told from its value, or from a comment. */
function checkName(name: string): void {
  if (/^[^\s=#\0][^\s=\0]*$/u.test(name)) return;
  throw new TaskError('ENV_NAME_INVALID', `env: expected the name of a variable, got ${JSON.stringify(name)}`, {
    retryable: false,
    hint: 'Use letters, digits and "_", and begin with no digit.',
  });
}

function notPossible(name: string): TaskError {
  return new TaskError(
    'ENV_NOT_POSSIBLE',
    `env: ${name} cannot have a value of several lines, or of more than 60,000 characters, in a container`,
    {
      retryable: false,
      hint: 'Write it to a file by inputFiles, or set the variable inside the script.',
    },
  );
}

function namelessFile(folder: string, content: string): number {
  const path = join(folder, `.docker-env-${process.pid}-${Math.random().toString(36).slice(2)}`);
  writeFileSync(path, content, { mode: 0o600, flag: 'wx' });
  try {
    return openSync(path, 'r');
  } finally {
    rmSync(path, { force: true });
  }
}

/** Closes what the command has inherited. */
export function closeEnvironment({ descriptor }: ContainerEnvironment): void {
  if (descriptor !== undefined) closeSync(descriptor);
}
