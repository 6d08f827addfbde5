import type { GithubRepository } from '../../src/github/api/client.ts';
import { type PastBackfill, readTrace } from '../../src/github/backfill/past-backfills.ts';
import { guardStdout } from '../../src/github/guard-stdout.ts';

/** What a backfill's run left behind. The toolkit tells of its downloads on standard output, which is this command's own. */
export async function readTraceQuietly(github: GithubRepository, backfill: PastBackfill): ReturnType<typeof readTrace> {
  const stdout = guardStdout();
  // Its masks are for a runner's log.
  stdout.guard({ foreign: (text) => (text.startsWith('::add-mask::') ? undefined : stdout.write(text)) });
  try {
    return await readTrace(github, backfill);
  } finally {
    stdout.release();
  }
}
