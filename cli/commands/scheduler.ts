import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { GitphonyError, UsageError } from '../../src/contract/errors.ts';
import { type GithubRepository, openGithub } from '../../src/github/api/client.ts';
import { thisProcess } from '../../src/github/claim-holder.ts';
import { sweepClaims } from '../../src/github/claim-tick.ts';
import { openProject } from '../../src/project/project.ts';
import { findProjectRoot } from '../../src/project/project-root.ts';
import { parseDuration } from '../../src/util/duration.ts';
import type { CommandModule, ExitCode } from '../command.ts';
import { dispatchDue } from '../../src/project/dispatch-due.ts';

const help = `
Examples:
  gitphony scheduler                     start every schedule of this project on GitHub on time, until Ctrl-C
  gitphony scheduler --once              one look, for a cron job of your own
  gitphony scheduler --look-back PT6H    after a pause, start what the last six hours missed

For those who need the minute: GitHub's own schedules are often late. The token needs Actions: write and Contents: write
(a planned time is claimed by a git reference below refs/gitphony/ticks, so two schedulers start nothing twice).
GitHub's own schedule stays as a net: where it comes later, its run finds the time done and ends.
Exit status of --once: 0 done, 1 something could not be started.`;

interface SchedulerOptions {
  readonly once?: boolean;
  readonly ref?: string;
  readonly lookBack: string;
}

/** No longer between two looks: flows may change meanwhile. Milliseconds. */
const LONGEST_SLEEP = 60_000;
const CLAIMS_KEPT = 3 * 86_400_000;
const SWEEP_EVERY = 3_600_000;

/** `gitphony scheduler`. */
export const schedulerCommand: CommandModule = {
  configure(command: Command, finish) {
    command
      .option('--once', 'look once and end')
      .option('--ref <branch>', 'the branch whose workflows run; default: the default branch')
      .option('--look-back <duration>', 'how far back to look for times that nobody started (ISO 8601)', 'PT10M')
      .addHelpText('after', help)
      .action(async (options: SchedulerOptions) => finish(await schedule(options)));
  },
};

async function schedule({ once = false, lookBack, ...options }: SchedulerOptions): Promise<ExitCode> {
  const back = readDuration(lookBack);
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  try {
    const github = await openGithub({
      environment: process.env,
      directory: findProjectRoot(process.cwd()),
      purpose: 'start schedules on time',
      permissions: ['Actions: write', 'Contents: write'],
    });
    const ref = options.ref ?? (await defaultBranch(github));
    if (once) return (await look(github, ref, back)).failed ? 1 : 0;
    await lookUntil(github, ref, back, stop.signal);
    return 0;
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

async function lookUntil(github: GithubRepository, ref: string, back: number, signal: AbortSignal): Promise<void> {
  let swept = 0;
  while (!signal.aborted) {
    if (Date.now() - swept > SWEEP_EVERY) {
      swept = Date.now();
      await unlessDown(() => sweepClaims(github, swept - CLAIMS_KEPT));
    }
    const done = await unlessDown(() => look(github, ref, back));
    const wait = Math.min((done?.next ?? Number.POSITIVE_INFINITY) - Date.now(), LONGEST_SLEEP);
    await sleep(Math.max(wait, 0), undefined, { signal }).catch(() => undefined);
  }
}

async function look(github: GithubRepository, ref: string, lookBack: number): ReturnType<typeof dispatchDue> {
  const done = await dispatchDue(await openProject(process.cwd()), github, {
    ref,
    now: Date.now(),
    lookBack,
    holder: thisProcess(),
  });
  for (const line of done.lines) process.stdout.write(`${new Date().toISOString()} ${line}\n`);
  return done;
}

/** A clock goes on when GitHub does not answer: what it could not start it finds again at its next look. */
async function unlessDown<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof GitphonyError) || !error.retryable) throw error;
    process.stderr.write(`${new Date().toISOString()} ${error.message}\n`);
    return undefined;
  }
}

async function defaultBranch({ octokit, place }: GithubRepository): Promise<string> {
  return (await octokit.rest.repos.get(place)).data.default_branch;
}

function readDuration(text: string): number {
  try {
    return parseDuration(text);
  } catch (cause) {
    throw new UsageError('OPTION_INVALID', `expected --look-back with a duration such as PT10M, got "${text}"`, {
      cause,
    });
  }
}
