import { expect, it } from 'vitest';
import { complaintIn, isUnseenFolder, RUN_CODES, START_CODES, startError } from './container-end.ts';

const refused = `lines of the program
docker: Error response from daemon: invalid mount config for type "bind": bind source path does not exist: /x.

Run 'docker run --help' for more information
`;

it('tells a complaint of the engine from a failure of the command', () => {
  expect(complaintIn({ exitCode: 125, tail: refused }, RUN_CODES)).toContain('bind source path does not exist');
  expect(isUnseenFolder(refused)).toBe(true);
  // The same words, printed by a program that then failed by itself.
  expect(complaintIn({ exitCode: 1, tail: refused }, RUN_CODES)).toBeUndefined();
  expect(complaintIn({ exitCode: 127, tail: '/bin/sh: 1: jq: not found\n' }, RUN_CODES)).toBeUndefined();
  expect(
    complaintIn(
      { exitCode: 1, tail: 'Error response from daemon: no\nError: failed to start containers: x\n' },
      START_CODES,
    ),
  ).toContain('no');
});

it.each([
  [
    'docker: Error response from daemon: failed to create task: exec: "zsh": executable file not found in $PATH: unknown.',
    'COMMAND_NOT_FOUND',
    'zsh: not found in image tools:1',
  ],
  [
    'docker: Error response from daemon: OCI runtime: exec: "/bin/zsh": stat /bin/zsh: no such file or directory: unknown.',
    'COMMAND_NOT_FOUND',
    '/bin/zsh: not found in image tools:1',
  ],
  ['docker: exec /bin/sh: exec format error', 'IMAGE_WRONG_PLATFORM', 'another kind of machine'],
  ['docker: Error response from daemon: No such image: tools:1.', 'IMAGE_NOT_FOUND', 'has gone'],
  ['error waiting for container: unexpected EOF', 'DOCKER_LOST', 'went away'],
  ['docker: Error response from daemon: no space left on device', 'DOCKER_DISK_FULL', 'disk'],
  [
    'docker: Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?',
    'DOCKER_NOT_RUNNING',
    'no Docker engine answers',
  ],
  ['docker: permission denied while trying to connect to the Docker daemon socket', 'DOCKER_DENIED', 'may not talk'],
  ['docker: Error response from daemon: unable to apply caps', 'DOCKER_FAILED', 'unable to apply caps'],
])('knows what is meant by "%s"', (complaint, code, message) => {
  const error = startError('tools:1', complaint);
  expect(error.code).toBe(code);
  expect(error.message).toContain(message);
});
