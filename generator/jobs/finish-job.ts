import type { Flow } from '../../src/contract/flow.ts';
import type { ProjectConfig } from '../../src/contract/project-config.ts';
import type { WorkflowJob } from '../../src/contract/workflow-model.ts';
import { actionStep, checkout, readContents } from '../action-step.ts';
import { hasBackfill, type JobParts, planMinutes } from './job-parts.ts';

/**
 * The job that starts the flows that follow: it may dispatch, so it runs no task of a flow. It starts only where something
 * ended in a state that somebody waits for.
 */
export function finishJob(flow: Flow, config: ProjectConfig, parts: JobParts): WorkflowJob {
  const { followers } = parts;
  const withBackfill = hasBackfill(parts);
  const remembers = followers.some((follower) => follower.remembers);
  const has = (job: string): string => `(needs.${job}.result != 'skipped' && needs.${job}.outputs.ended != '')`;
  const ended = withBackfill
    ? "needs.run.result == 'skipped' && needs.backfill.outputs.ended || needs.run.outputs.ended"
    : 'needs.run.outputs.ended';
  const step = actionStep(flow, config, 'Start the flows that follow', {
    mode: 'finish',
    ended: `\${{ ${ended} }}`,
    followers: followers.map(({ file }) => file).join('\n'),
  });
  return {
    name: `Start what follows ${flow.id}`,
    needs: withBackfill ? ['run', 'backfill'] : ['run'],
    if: `\${{ always() && ${withBackfill ? `(${has('run')} || ${has('backfill')})` : has('run').slice(1, -1)} }}`,
    'runs-on': config.runsOn,
    'timeout-minutes': Math.min(planMinutes, config.timeoutMinutes),
    permissions: {
      actions: {
        level: 'write',
        reason: `starts ${followers.map(({ namespace, id }) => `${namespace}.${id}`).join(', ')}`,
      },
      contents: remembers
        ? { level: 'write', reason: 'keeps what conditions remember on the branch gitphony-state' }
        : readContents.contents,
    },
    steps: [checkout, { ...step, env: { GITPHONY_TOKEN: '${{ github.token }}' } }],
  };
}
