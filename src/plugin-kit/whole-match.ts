import { TaskError } from '../contract/errors.ts';

/**
 * A test for texts by a regular expression of a flow, such as `regExp`: Java's syntax, the whole text has to match; every text where there
 * is none. Runs in linear time.
 * @throws TaskError BAD_REGEXP
 */
export async function wholeMatch(property: string, pattern: string | undefined): Promise<(text: string) => boolean> {
  if (pattern === undefined || pattern === '') return () => true;
  const { RE2JS } = await import('re2js');
  try {
    const compiled = RE2JS.compile(pattern);
    return (text) => compiled.matches(text);
  } catch (cause) {
    throw new TaskError(
      'BAD_REGEXP',
      `${property}: expected a regular expression, got ${JSON.stringify(pattern)}: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        hint: "Escape signs with a meaning by a backslash, and write it in single quotes so that YAML leaves it alone: 'data/.*\\.csv'.",
        retryable: false,
        cause,
      },
    );
  }
}
