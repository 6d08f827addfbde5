import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ActOptions, type ActRun, runAct } from '../support/act.ts';
import { buildTestAction, type BuiltAction } from '../support/action.ts';
import { runGitphony } from '../support/cli.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** One flow that GitHub starts by a schedule and by its own events. Flow and Webhook: act-followers; what waits for data: act-polling. */
let action: BuiltAction;
let project: TempProject;

const watched = `id: watched
namespace: demo
inputs: [{id: what, type: STRING, defaults: by hand}]
tasks:
  - {id: tell, type: io.kestra.plugin.core.log.Log, message: "started by {{ trigger is defined ? inputs.what : 'hand' }}"}
triggers:
  - id: monthly
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 1 * *"
    timezone: Europe/Berlin
    recoverMissedSchedules: NONE
    inputs: {what: "the clock at {{ trigger.date | date('HH:mm', timeZone='Europe/Berlin') }}"}
  - id: on_push
    type: gitphony.github.Push
    branches: [main, 'release/**']
    inputs: {what: "a push of {{ trigger.sha }} to {{ trigger.branch }}"}
  - id: on_pull
    type: gitphony.github.PullRequest
    inputs: {what: "pull request {{ trigger.number }}"}
`;

beforeAll(async () => {
  [action, project] = await Promise.all([
    buildTestAction(),
    makeTempProject({ 'action/action.yml': 'name: a stand-in, for compile to see\n', 'flows/watched.yaml': watched }),
  ]);
  const compiled = await runGitphony(['compile'], { cwd: project.dir });
  expect(compiled.exitCode, compiled.stderr).toBe(0);
});

afterAll(async () => {
  await Promise.all([action.remove(), project.remove()]);
});

function run(event: ActOptions['event'], payload: Readonly<Record<string, unknown>>): Promise<ActRun> {
  return runAct({
    cwd: project.dir,
    workflow: '.github/workflows/demo.watched.yml',
    event,
    payload,
    copies: { action: join(projectRoot, 'action'), 'action/dist': action.dist },
    secrets: { GITHUB_TOKEN: 'ghs_job' },
  });
}

describe('control plane 2: triggers — Schedule and GitHub’s own events', () => {
  test.each<[ActOptions['event'], Readonly<Record<string, unknown>>, string]>([
    ['schedule', { schedule: '0 9 1 * *' }, 'started by the clock at 09:00'],
    ['push', { ref: 'refs/heads/main', after: 'abc123' }, 'started by a push of abc123 to main'],
    [
      'pull_request',
      {
        action: 'opened',
        number: 7,
        pull_request: {
          number: 7,
          title: '$(id)',
          head: { ref: 'feature', sha: 'abc', repo: { full_name: 'octo/flows' } },
          base: { ref: 'main' },
          user: { login: 'ada' },
          labels: [],
        },
      },
      'started by pull request 7',
    ],
  ])('%s runs the flow, whose tasks see trigger.*', async (event, payload, told) => {
    const ended = await run(event, payload);
    expect(ended.exitCode, ended.output).toBe(0);
    expect(ended.log).toContain(told);
    expect(ended.annotations.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
