import * as core from '@actions/core';
import type { EngineHost } from '../src/contract/engine-host.ts';
import { GitphonyError, UsageError } from '../src/contract/errors.ts';
import { changedMemory, memoryChanges, parsePollMemory } from '../src/contract/poll-memory.ts';
import type { PollHandover } from '../src/contract/poll-handover.ts';
import { derivedId } from '../src/engine/index.ts';
import type { GithubRepository } from '../src/github/api/client.ts';
import { openStateBranch } from '../src/github/api/state-branch.ts';
import { hasRun } from '../src/github/dispatch-workflow.ts';
import { MOST_HANDOVER } from '../src/github/handover.ts';
import { listRuns } from '../src/github/past-runs.ts';
import { type PollFinding, printFindings } from '../src/github/polls/poll-findings.ts';
import { memoryBase } from '../src/github/polls/poll-state.ts';
import { polledTitle, printPolled } from '../src/github/polls/polled-field.ts';
import { escapeMarkdown } from '../src/github/summary/escape.ts';
import { createEngineHost } from '../src/project/engine-host.ts';
import { pollTrigger } from '../src/project/polls/poll-trigger.ts';
import { keptFromPolling } from '../src/project/polls/polled-runs.ts';
import { loadSecrets } from '../src/project/secrets.ts';
import { createMasker, type Masker } from '../src/util/masker.ts';
import { newMap, type ValueMap } from '../src/util/values.ts';
import { findPolled, type PolledTrigger } from './find-polled.ts';
import { valuesPolicy } from './keep-record.ts';
import type { Environment } from './open-job.ts';
import { openJobGithub } from './open-job-github.ts';
import { openIdentity } from './open-identity.ts';
import { openKeys } from './open-keys.ts';
import { type NamedTrigger, openPolls, type PollsJob } from './open-polls.ts';
import { withGuardedLog } from './with-guarded-log.ts';
import { writeSummary } from './write-summary.ts';

/** A job's output reaches the next one by an environment variable, which Linux ends at 131,072 bytes. */
const MOST_OUTPUT = 120_000;

/** Polls at once: they mostly wait. */
const AT_ONCE = 8;

/** What all polls of a job share. */
interface Polls {
  readonly job: PollsJob;
  readonly host: EngineHost;
  readonly github: GithubRepository;
  readonly masker: Masker;
  readonly lines: string[];
}

/**
 * Mode `poll`: looks once at each trigger. What was found goes to the job with mode `start`: this one may start nothing. A poll that fails is
 * told at its trigger and keeps none of the others from theirs; the job fails at its end.
 */
export async function pollTriggers(environment: Environment): Promise<void> {
  const job = await openPolls(core.getInput, environment);
  const github = await openJobGithub(job, 'see what triggers started before', ['Actions: read', 'Contents: read']);
  const masker = createMasker([...loadSecrets(job.project.root).values()]);
  const findings: PollFinding[] = [];
  const failed: string[] = [];
  const lines: string[] = [];
  await withGuardedLog(async (log) => {
    const keys = openKeys(job);
    const host = await createEngineHost(job.project, {
      stateDirectory: job.stateDirectory,
      kv: (namespace) => keys.store(namespace),
      identity: openIdentity(job),
      onLog: (record) => log.onLog(record),
    });
    const polls: Polls = { job, host, github, masker, lines };
    const waiting = [...job.triggers];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        try {
          const finding = await pollOne(polls, next);
          if (finding !== undefined) findings.push(finding);
        } catch (error) {
          if (!(error instanceof GitphonyError)) throw error;
          failed.push(`${next.file} ${next.trigger}`);
          annotate(error, next, masker);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  });
  handOn(job, findings, lines);
  for (const line of lines) core.info(line);
  await writeSummary(lines.map((line) => `- ${escapeMarkdown(line)}\n`).join(''));
  if (failed.length > 0) {
    throw new GitphonyError('POLLS_FAILED', `expected ${job.triggers.length} polls, failed: ${failed.join(', ')}`, {
      hint: 'see the annotations; the next run polls again',
    });
  }
}

async function pollOne(polls: Polls, named: NamedTrigger): Promise<PollFinding | undefined> {
  const { job, host, github, lines } = polls;
  const polled = await findPolled(job, named);
  const { flow, trigger, name, workflow } = polled;
  const { node } = trigger;
  const kept = keptFromPolling(
    {
      flowId: flow.id,
      triggerId: node.id,
      stopAfter: node.properties['stopAfter'],
      allowConcurrent: node.allowConcurrent,
    },
    await listRuns(github, workflow),
  );
  if (kept !== undefined) {
    lines.push(`${name} ${node.id} is not polled: ${kept}`);
    return undefined;
  }
  const memory = await readMemory(github, polled);
  const { handover, skipped, remember } = await pollTrigger(polled, trigger, memory.effective, { host });
  const { repository, runId, attempt } = job.run;
  const id = derivedId('poll', repository, runId, attempt, name, node.id);
  lines.push(`${name} ${node.id}: ${handover === undefined ? (skipped ?? 'nothing') : 'found something'}`);
  if (handover === undefined && remember === undefined) return undefined;
  return {
    ...named,
    id,
    field: handover === undefined ? undefined : fieldFor(polls, polled, id, handover),
    memory:
      polled.memory === undefined
        ? undefined
        : { path: polled.memory, base: memory.base, changes: memoryChanges(memory.seen, remember ?? memory.effective) },
  };
}

/** What was seen before; with it what was about to be started, where that has been started. */
async function readMemory(
  github: GithubRepository,
  { memory: path, trigger, workflow }: PolledTrigger,
): Promise<{ readonly base: string; readonly seen: ValueMap; readonly effective: ValueMap }> {
  if (path === undefined) return { base: memoryBase(undefined), seen: newMap(), effective: newMap() };
  const text = await openStateBranch(github).read(path);
  const { seen, claim } = parsePollMemory(text, `${path} on the branch gitphony-state`);
  const base = memoryBase(text);
  if (claim === undefined) return { base, seen, effective: seen };
  const title = polledTitle({ trigger: trigger.node.id, id: claim.id });
  const isStarted = await hasRun(github, workflow, title, claim.at);
  return { base, seen, effective: isStarted ? changedMemory(seen, claim.changes) : seen };
}

/**
 * The field for the flow's workflow. Variables that are too long, that hold a secret (GitHub would drop the whole output), or that everybody
 * could read in the log of a public repository stay here: the execution polls again.
 */
function fieldFor(
  { job, masker }: Polls,
  { name, trigger }: PolledTrigger,
  id: string,
  handover: PollHandover,
): string {
  const own = { trigger: trigger.node.id, id };
  const text = printPolled({ ...own, handover });
  const isFit = text.length <= MOST_HANDOVER && masker.mask(text) === text;
  if (isFit && (!('variables' in handover) || valuesPolicy(job) === 'full')) return text;
  if ('variables' in handover) return printPolled({ ...own, handover: { again: true } });
  throw new UsageError(
    'HANDOVER_TOO_LARGE',
    `${name} ${trigger.node.id}: expected names of at most ${MOST_HANDOVER} characters without a secret in them, got ${text.length}`,
    { hint: 'find less at once: lower maxFiles' },
  );
}

/** What one output cannot carry is left for the next run. */
function handOn(job: PollsJob, findings: readonly PollFinding[], lines: string[]): void {
  // Another one is first each time, so that none waits for ever.
  const first = findings.length === 0 ? 0 : Number(job.run.runId) % findings.length || 0;
  const fitting: PollFinding[] = [];
  for (const finding of [...findings.slice(first), ...findings.slice(0, first)]) {
    if (Buffer.byteLength(printFindings([...fitting, finding])) <= MOST_OUTPUT) fitting.push(finding);
    else lines.push(`${finding.file} ${finding.trigger}: waits for the next run, there is too much at once`);
  }
  if (fitting.length === 0) return;
  core.setOutput('found', printFindings(fitting));
  core.setOutput('found-count', String(fitting.length));
}

function annotate(error: GitphonyError, { file }: NamedTrigger, masker: Masker): void {
  const { position } = error.where;
  const text = error.hint === undefined ? error.message : `${error.message}\nhint: ${error.hint}`;
  core.error(masker.mask(text), {
    title: `Gitphony: ${error.code}`,
    file,
    ...(position === undefined ? {} : { startLine: position.line, startColumn: position.column }),
  });
}
