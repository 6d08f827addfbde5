import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../contract/errors.ts';
import type { GithubRepository } from '../api/client.ts';
import { githubStatus } from '../api/explain-failure.ts';
import { type ArtifactText, downloadTexts } from '../download-artifacts.ts';
import { listLegs } from './legs.ts';
import { PLAN_ARTIFACT, PLAN_FILE, type PlanRecord, readPlanRecord } from './plan-record.ts';
import { readTickRecords, TICKS_ARTIFACT, TICKS_FILE } from './tick-record.ts';
import type { BackfillTrace } from './tick-states.ts';

/** A backfill that GitHub ran or runs, as its title tells it. */
export interface PastBackfill {
  readonly run: number;
  /** `namespace.id`. */
  readonly flow: string;
  readonly trigger: string;
  /** As typed into the form; an open end is the moment when the run was created. */
  readonly start: string;
  readonly end: string;
  readonly isOver: boolean;
  readonly url: string;
}

/** Finds a backfill by the number of its run. Fails with BACKFILL_NOT_FOUND where the run is none. */
export async function findBackfillRun({ octokit, place }: GithubRepository, run: number): Promise<PastBackfill> {
  const none = (what: string): UsageError =>
    new UsageError('BACKFILL_NOT_FOUND', `expected the number of a backfill's run, ${run} is ${what}`, {
      hint: 'the number of a run stands in its address: …/actions/runs/<number>',
    });
  try {
    const { data } = await octokit.rest.actions.getWorkflowRun({ ...place, run_id: run });
    const flow = /^\.github\/workflows\/(.+)\.yml$/.exec(data.path.replace(/@.*$/, ''))?.[1];
    const found = readBackfillTitle(data.display_title);
    if (flow === undefined || found === undefined || data.event !== 'workflow_dispatch') throw none('another run');
    // A fork's run would bear the same name.
    if (data.head_repository.full_name !== data.repository.full_name) throw none('a run of a fork');
    const { trigger, start, end } = found;
    const last = end === 'now' ? data.created_at : end;
    return { run, flow, trigger, start, end: last, isOver: data.status === 'completed', url: data.html_url };
  } catch (error) {
    if (githubStatus(error) === 404) throw none('no run of this repository');
    throw error;
  }
}

/** `report · backfill of monthly from 2019-01-01 to 2021-06-30`; undefined for other titles. */
export function readBackfillTitle(
  title: string,
): { readonly trigger: string; readonly start: string; readonly end: string } | undefined {
  const [, trigger, start, end] = / · backfill of (\S+) from (.+?) to (.+)$/.exec(title) ?? [];
  return trigger === undefined || start === undefined || end === undefined ? undefined : { trigger, start, end };
}

/** What a backfill's run left behind: its legs, what those with several ticks left of them, and its plan. */
export async function readTrace(
  github: GithubRepository,
  { run, isOver }: Pick<PastBackfill, 'run' | 'isOver'>,
): Promise<BackfillTrace & { readonly plan: PlanRecord | undefined }> {
  const legs = await listLegs(github, run);
  const folder = await mkdtemp(join(process.env['RUNNER_TEMP'] ?? tmpdir(), 'gitphony-ticks-'));
  try {
    const of = { token: github.token.value, run, ...github.place };
    const plans = await downloadTexts(PLAN_ARTIFACT, PLAN_FILE, folder, of);
    const attempt = ({ name }: ArtifactText): number => Number(name.slice(PLAN_ARTIFACT.length));
    const text = plans.toSorted((a, b) => attempt(b) - attempt(a))[0]?.text;
    const plan = text === undefined ? undefined : readPlanRecord(text);
    const isPlain = legs.every(({ stretch }) => stretch !== undefined && stretch.first === stretch.last);
    const texts = isPlain ? [] : await downloadTexts(TICKS_ARTIFACT, TICKS_FILE, folder, of);
    const records = texts.flatMap((each) => readTickRecords(each.text));
    return { legs, records, planned: plan?.ticks, isOver, plan };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
