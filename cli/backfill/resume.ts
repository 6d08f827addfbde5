import { GitphonyError, UsageError } from '../../src/contract/errors.ts';
import { type GithubRepository, openGithub } from '../../src/github/api/client.ts';
import { findBackfillRun } from '../../src/github/backfill/past-backfills.ts';
import { dispatchWorkflow } from '../../src/github/dispatch-workflow.ts';
import { openProject } from '../../src/project/project.ts';
import { dispatchField } from '../../src/util/dispatch-fields.ts';
import { inputFieldName } from '../../src/util/github-names.ts';
import { runPage } from './order.ts';
import { readTraceQuietly } from './quiet-trace.ts';

/** What a resume on GitHub may change. */
export interface ResumeOptions {
  /** Branch or tag; undefined: the default branch, with its newest commit. */
  readonly ref: string | undefined;
  /** `key=value` words: needed again for what a public repository does not tell. */
  readonly inputs: Readonly<Record<string, string>>;
}

/**
 * Dispatches a backfill that was stopped, or in which ticks failed, again: the same form, without the ticks that have succeeded in it.
 * Answers the new run's page. Fails with BACKFILL_RUNS, or with BACKFILL_FORM_UNKNOWN where nobody knows any more how the form was filled in.
 */
export async function resumeOnGithub(run: number, options: ResumeOptions): Promise<string> {
  const { repository } = await openProject(process.cwd());
  const github: GithubRepository = await openGithub({
    environment: process.env,
    directory: repository,
    purpose: 'resume a backfill',
    permissions: ['Actions: write'],
  });
  const backfill = await findBackfillRun(github, run);
  if (!backfill.isOver) {
    throw new GitphonyError('BACKFILL_RUNS', `expected a backfill that is over, run ${run} goes on`, {
      hint: `stop it first (gh run cancel ${run}), or wait: gitphony backfill status ${run}`,
    });
  }
  const { plan } = await readTraceQuietly(github, backfill);
  const { flow, trigger, start, end } = backfill;
  const again = `gitphony backfill ${flow} --start '${start}' --end '${end}' --trigger ${trigger} --dispatch --skip ${run}`;
  if (plan === undefined) {
    throw new UsageError('BACKFILL_FORM_UNKNOWN', `run ${run} left no word of how its form was filled in`, {
      hint: `order it anew, with its inputs and labels: ${again}`,
    });
  }
  const given = Object.fromEntries(Object.entries(options.inputs).map(([id, value]) => [inputFieldName(id), value]));
  const unknown = plan.withheld.filter((field) => given[field] === undefined);
  if (unknown.length > 0) {
    throw new UsageError(
      'BACKFILL_FORM_UNKNOWN',
      `this public repository does not tell the inputs ${unknown.join(', ')}`,
      {
        hint: unknown.includes(dispatchField.inputs)
          ? `order it anew: ${again} -i …`
          : 'give them again: -i name=value',
      },
    );
  }
  const earlier = /^[\d,\s]+$/.test(plan.fields[dispatchField.skip] ?? '')
    ? `${plan.fields[dispatchField.skip] ?? ''},`
    : '';
  const inputs = {
    ...plan.fields,
    ...given,
    // An open end stays where it was: the window must not move.
    [dispatchField.end]: end,
    [dispatchField.skip]: `${earlier}${run}`,
  };
  const { octokit, place } = github;
  const ref = options.ref ?? (await octokit.rest.repos.get(place)).data.default_branch;
  return runPage(github, `${flow}.yml`, await dispatchWorkflow(github, { workflow: `${flow}.yml`, ref, inputs }));
}
