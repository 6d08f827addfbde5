import * as core from '@actions/core';
import { GitphonyError, UsageError } from '../src/contract/errors.ts';
import type { GithubRepository } from '../src/github/api/client.ts';
import { openStateBranch } from '../src/github/api/state-branch.ts';
import { dispatchOnce } from '../src/github/dispatch-once.ts';
import { type FoundMemory, type PollFinding, readFindings } from '../src/github/polls/poll-findings.ts';
import { claimFinding, settleFinding } from '../src/github/polls/poll-state.ts';
import { polledTitle } from '../src/github/polls/polled-field.ts';
import { escapeMarkdown } from '../src/github/summary/escape.ts';
import { dispatchField } from '../src/util/dispatch-fields.ts';
import { findPolled, type PolledTrigger } from './find-polled.ts';
import type { Environment } from './open-job.ts';
import { openJobGithub } from './open-job-github.ts';
import { openPolls, type PollsJob } from './open-polls.ts';
import { writeSummary } from './write-summary.ts';

/**
 * Mode `start`: starts the flows whose triggers found something, and keeps what was seen. It claims a find before it starts
 * anything, and only after the start the find counts as seen: a run that dies in between loses nothing and, by the title of the
 * run, doubles nothing. No code of a trigger runs here.
 */
export async function startPolled(environment: Environment): Promise<void> {
  const job = await openPolls(core.getInput, environment);
  const text = core.getInput('found');
  if (text === '') {
    throw new UsageError('HANDOVER_LOST', 'input found: expected what the job before found, got nothing', {
      hint: 'GitHub drops an output in which a secret occurs: see the warnings of the job before',
    });
  }
  const github = await openJobGithub(job, 'start flows', ['Actions: write', 'Contents: write']);
  const lines: string[] = [];
  const failed: string[] = [];
  for (const finding of readFindings(text)) {
    const { file, trigger } = finding;
    try {
      lines.push(await startOne(job, github, finding));
    } catch (error) {
      if (!(error instanceof GitphonyError)) throw error;
      failed.push(`${file} ${trigger}`);
      const told = error.hint === undefined ? error.message : `${error.message}\nhint: ${error.hint}`;
      core.error(told, { title: `Gitphony: ${error.code}`, file });
    }
  }
  for (const line of lines) core.info(line);
  await writeSummary(lines.map((line) => `- ${escapeMarkdown(line)}\n`).join(''));
  if (failed.length > 0) {
    throw new GitphonyError('POLLED_FAILED', `expected to start what was found, failed for ${failed.join(', ')}`, {
      hint: 'see the annotations; "Re-run failed jobs" starts what has not started, so does the next poll',
    });
  }
}

async function startOne(job: PollsJob, github: GithubRepository, finding: PollFinding): Promise<string> {
  const { file, trigger: id } = finding;
  if (!job.triggers.some((named) => named.file === file && named.trigger === id)) {
    throw new UsageError('HANDOVER_INVALID', `expected a trigger of this workflow, got ${file} ${id}`);
  }
  const polled = await findPolled(job, finding);
  const memory = ownMemory(finding, polled);
  const note = `${polled.name} ${id}`;
  if (finding.field === undefined) {
    if (memory !== undefined) await settleFinding(openStateBranch(github), memory, { id: finding.id, note });
    return `${note}: what is there counts as seen`;
  }
  const claim =
    memory === undefined
      ? 'claimed'
      : await claimFinding(openStateBranch(github), memory, {
          id: finding.id,
          at: new Date().toISOString(),
          note,
        });
  if (claim === 'taken') return `${note}: another run was faster`;
  const started = await dispatchOnce(
    github,
    {
      workflow: polled.workflow,
      ref: job.environment['GITHUB_REF_NAME'] ?? '',
      inputs: { [dispatchField.polled]: finding.field },
    },
    { title: polledTitle(finding), mayBeStarted: job.run.attempt !== '1' || claim === 'claimed before' },
  );
  if (memory !== undefined) await settleFinding(openStateBranch(github), memory, { id: finding.id, note });
  return `${polled.name} ${started} by ${id}`;
}

/** Where the memory lies is for the flow to say, not for the job before. */
function ownMemory({ memory }: PollFinding, { memory: path }: PolledTrigger): FoundMemory | undefined {
  return memory === undefined || path === undefined ? undefined : { ...memory, path };
}
