import * as core from '@actions/core';
import { UsageError } from '../src/contract/errors.ts';
import { openGithub } from '../src/github/api/client.ts';
import { dispatchOnce } from '../src/github/dispatch-once.ts';
import { escapeMarkdown } from '../src/github/summary/escape.ts';
import { dispatchField } from '../src/util/dispatch-fields.ts';
import { formFields } from './form-fields.ts';
import { type Job, workspaceOf } from './open-job.ts';
import { writeSummary } from './write-summary.ts';

/**
 * Mode `hand-on`: a leg that runs ticks in order has left some to the next run before its time was up. Starts that run, with the same
 * form but for the window. It may dispatch, so it runs no task of a flow.
 */
export async function handOn(job: Job): Promise<void> {
  const { settings, flow, event, environment, run, request } = job;
  const [start, end, ...more] = settings.rest.split(' to ');
  if (start === undefined || end === undefined || more.length > 0) {
    throw new UsageError('ACTION_INPUT', `input rest: expected "<first tick> to <last tick>", got "${settings.rest}"`);
  }
  const github = await openGithub({
    environment,
    directory: workspaceOf(environment),
    purpose: 'start the rest of the backfill',
    permissions: ['Actions: write'],
  });
  const order = {
    workflow: `${flow.namespace}.${flow.id}.yml`,
    ref: environment['GITHUB_REF_NAME'] ?? '',
    inputs: { ...formFields(event.inputs), [dispatchField.start]: start, [dispatchField.end]: end },
  };
  const title = `backfill of ${request.trigger ?? ''} from ${start} to ${end}`;
  const answer = await dispatchOnce(github, order, { title, mayBeStarted: run.attempt !== '1' });
  const line = `the rest, ${start} to ${end}, ${answer}`;
  core.info(line);
  await writeSummary(`${escapeMarkdown(line)}\n`);
}
