import { TaskError } from '../../../contract/errors.ts';

/**
 * A test for keys by Kestra's `regexp`: Java's syntax, the whole key has to match; every key where there is none. Runs in
 * linear time.
 * @throws TaskError S3_REGEXP
 */
export async function keyPattern(regexp: string | undefined): Promise<(key: string) => boolean> {
  if (regexp === undefined || regexp === '') return () => true;
  const { RE2JS } = await import('re2js');
  try {
    const pattern = RE2JS.compile(regexp);
    return (key) => pattern.matches(key);
  } catch (cause) {
    throw new TaskError(
      'S3_REGEXP',
      `regexp: expected a regular expression, got ${JSON.stringify(regexp)}: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        hint: 'Escape signs with a meaning by a backslash: `data/.*\\.csv`.',
        retryable: false,
        cause,
      },
    );
  }
}
