import { TaskError } from '../../contract/errors.ts';

interface Kind {
  readonly code: string;
  readonly pattern: RegExp;
  readonly hint: string;
  readonly retryable?: boolean;
}

/** What git and ssh say (in English: see `LC_ALL`), and what it means. The first that fits counts. */
const kinds: readonly Kind[] = [
  {
    code: 'GIT_HOST_KEY',
    pattern: /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/i,
    hint: 'The host shows another key than this machine knows: check it, then mend ~/.ssh/known_hosts.',
  },
  {
    code: 'GIT_UNTRUSTED',
    pattern: /certificate|SSL (?:peer|routines)/i,
    hint: 'The host shows a certificate that is not trusted here: name its issuer’s by `trustedCaPemPath`.',
  },
  {
    code: 'GIT_DENIED',
    pattern:
      /Authentication failed|could not read (?:Username|Password)|Permission denied|invalid credentials|HTTP (?:Basic|403)|error: 40[13]/i,
    hint: 'Check `username` and `password` (or `privateKey`), and that they may read this repository.',
  },
  {
    code: 'GIT_BAD_KEY',
    pattern: /error in libcrypto|invalid format|incorrect passphrase/i,
    hint: '`privateKey` should be a whole private key in PEM form with its line breaks, and `passphrase` the one it was made with.',
  },
  {
    code: 'GIT_REF_NOT_FOUND',
    pattern:
      /couldn't find remote ref|Remote branch .* not found|did not match any file|take a path argument|invalid reference|is not a commit|unknown revision|reference is not a tree|unable to read tree/i,
    hint: 'Check `branch`, `tag` and `commit`: the repository has no such one.',
  },
  {
    code: 'GIT_NOT_FOUND',
    pattern: /not found|does not appear to be a git repository|does not exist/i,
    hint: 'Check `url`; a private repository also looks so to those who may not read it.',
  },
  {
    code: 'GIT_UNREACHABLE',
    pattern:
      /Could not resolve host|Failed to connect|Connection (?:refused|timed out|reset)|early EOF|hung up|unexpected disconnect|Operation too slow|error: 5\d\d|error: 429/i,
    hint: 'The host did not answer: try again later, or check the address and the network.',
    retryable: true,
  },
  {
    code: 'GIT_IN_THE_WAY',
    pattern: /would be overwritten/i,
    hint: 'Files of the same name lie there already: set `directory`.',
  },
];

/** A git command that failed. Its words are shown, without progress; secrets in them are masked by the log. */
export function gitError(doing: string, output: string): TaskError {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter(
      (line) => line !== '' && !/^(?:remote: )?(?:Counting|Compressing|Receiving|Resolving|Enumerating)\b/.test(line),
    );
  const words = lines.slice(-8).join('\n');
  const kind = kinds.find(({ pattern }) => pattern.test(words));
  return new TaskError(kind?.code ?? 'GIT_FAILED', `git could not ${doing}:\n${words}`, {
    retryable: kind === undefined || kind.retryable === true,
    hint: kind?.hint,
  });
}
