import picomatch from 'picomatch';
import { TaskError } from '../../contract/errors.ts';
import { globOptions } from '../scripts/glob-options.ts';

/**
 * A matcher of namespace files by Kestra's rule: a pattern that begins with a letter, a digit or `_` matches at any depth
 * (`main.py` is also `scripts/main.py`), one with a leading slash from the top; `glob:` and `regex:` say what a pattern is.
 */
export async function fileMatcher(patterns: string | readonly string[]): Promise<(path: string) => boolean> {
  const list = typeof patterns === 'string' ? [patterns] : patterns;
  const matchers = await Promise.all(list.map(oneMatcher));
  return (path) => matchers.some((matches) => matches(path));
}

async function oneMatcher(pattern: string): Promise<(path: string) => boolean> {
  if (pattern.startsWith('regex:')) return byRegex(pattern.slice('regex:'.length));
  const glob = pattern.startsWith('glob:') ? pattern.slice('glob:'.length) : pattern;
  const anywhere = /^\w/u.test(pattern) && !pattern.startsWith('glob:');
  // Java's `**` needs no slash around it: `**.py` is every Python file, at any depth.
  const spread = glob.replace(/^\/+/u, '').replaceAll(/\*\*(?=[^/*])/gu, '**/*');
  return picomatch(anywhere ? [spread, `**/${spread}`] : [spread], globOptions);
}

async function byRegex(source: string): Promise<(path: string) => boolean> {
  const { RE2JS } = await import('re2js');
  try {
    const pattern = RE2JS.compile(source);
    return (path) => pattern.matches(`/${path}`) || pattern.matches(path);
  } catch (cause) {
    throw new TaskError('PATTERN_INVALID', `files: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
      retryable: false,
      hint: 'mend the regular expression',
    });
  }
}
