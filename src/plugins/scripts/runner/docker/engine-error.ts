import { TaskError } from '../../../../contract/errors.ts';

/** How to do without: stands in each error of an engine that is not to be had. */
const WITHOUT =
  'To run without a container, set taskRunner: {type: io.kestra.plugin.core.runner.Process}, or where no taskRunner is set, --runner process.';

/** There is no `docker` command. */
export function missingProgram(program: string, cause: unknown): TaskError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const why = code === 'ENOENT' ? 'is not on this machine' : `could not be started (${code || String(cause)})`;
  return new TaskError('DOCKER_NOT_INSTALLED', `the command ${program} ${why}`, {
    cause,
    retryable: false,
    hint: `Install Docker (package docker.io) or podman with its docker command. ${WITHOUT}`,
  });
}

interface Rule {
  readonly pattern: RegExp;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly retryable?: boolean;
}

/** What the engine and its command say, from the most to the least telling; the words are those of Docker and of podman. */
const rules: readonly Rule[] = [
  {
    pattern: /permission denied while trying to connect|connect: permission denied/iu,
    code: 'DOCKER_DENIED',
    message: 'this user may not talk to the Docker engine',
    hint: `Add the user to the group docker and log in anew (sudo usermod -aG docker $USER), or use a rootless engine. ${WITHOUT}`,
  },
  {
    pattern:
      /cannot connect to the docker daemon|is the docker daemon running|error during connect|failed to connect to the docker API|unable to connect to podman/iu,
    code: 'DOCKER_NOT_RUNNING',
    message: 'no Docker engine answers',
    hint: `Start it (sudo systemctl start docker), or check DOCKER_HOST and docker context ls. ${WITHOUT}`,
    retryable: true,
  },
  {
    pattern: /no space left on device/iu,
    code: 'DOCKER_DISK_FULL',
    message: 'the disk of the Docker engine is full',
    hint: 'Make room, for example by docker system prune.',
  },
];

/** The error that an engine's complaint stands for; `otherwise` where it is none of the known ones. */
export function engineError(stderr: string, otherwise: string): TaskError {
  const detail = lastLines(stderr);
  const rule = rules.find(({ pattern }) => pattern.test(stderr));
  if (rule !== undefined) {
    const { code, message, hint, retryable = false } = rule;
    return new TaskError(code, detail === '' ? message : `${message}: ${detail}`, { hint, retryable });
  }
  return new TaskError('DOCKER_FAILED', detail === '' ? otherwise : `${otherwise}: ${detail}`, { retryable: false });
}

/** The last lines of a complaint, without the prefixes that say nothing. */
export function lastLines(text: string, count = 3): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim().replace(/^(?:docker: )?(?:Error response from daemon: |Error: )?/u, ''))
    .filter((line) => line !== '' && !/^(?:See 'docker|Run 'docker)/u.test(line));
  return lines.slice(-count).join('\n');
}
