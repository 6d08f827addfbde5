import { TaskError } from '../../contract/errors.ts';

/** Where a repository is, without who asks for it. */
export interface RemoteAddress {
  /** The address as git may show and keep it. */
  readonly url: string;
  /** Of an http address: scheme, host and port, the only place where name and password go. */
  readonly origin?: string;
  readonly username?: string;
  readonly password?: string;
}

const HINT = 'write https://host/owner/repository, ssh://git@host/path or git@host:owner/repository';

/**
 * Reads a repository's address. Name and password in an http address are taken out of it: git would write them into
 * `.git/config` and show them in its messages. Addresses that make git run programs (`ext::`, options) are refused.
 * @throws TaskError GIT_BAD_ADDRESS
 */
export function readAddress(text: string): RemoteAddress {
  const url = text.trim();
  if (/^https?:\/\//i.test(url)) return readHttp(url);
  const known =
    /^(?:ssh|git|file):\/\/[^\s]/i.test(url) || /^[\w.-]+@[\w.-]+:[^\s:]/.test(url) || /^\.{0,2}\//.test(url);
  if (known && !/\s/.test(url) && !url.includes('::')) return { url };
  throw bad(url.replace(/\/\/[^@/]*@/, '//…@'));
}

function readHttp(text: string): RemoteAddress {
  if (!URL.canParse(text)) throw bad(text.replace(/\/\/[^@/]*@/, '//…@'));
  const url = new URL(text);
  const username = decode(url.username);
  const password = decode(url.password);
  url.username = '';
  url.password = '';
  return {
    url: url.href,
    origin: url.origin,
    ...(username === '' ? {} : { username }),
    ...(password === '' ? {} : { password }),
  };
}

/** `%40` and the like; a per cent sign that stands for itself stays. */
function decode(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (part) =>
    Buffer.from(part.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

function bad(shown: string): TaskError {
  return new TaskError('GIT_BAD_ADDRESS', `\`url\` should be the address of a git repository, but is "${shown}"`, {
    hint: HINT,
    retryable: false,
  });
}
