import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ActionRun, buildTestAction, type BuiltAction, runAction } from '../support/action.ts';

/** GitHub's own events through the real bundle of the action: which trigger fires, and what the flow sees of the event. */
let action: BuiltAction;

beforeAll(async () => {
  action = await buildTestAction();
});

afterAll(() => action.remove());

const hostile = '$(id) `id` ${{ github.token }} {{ secret("X") }} \'";\n::error::planted\n##[error]planted';
const repository = { full_name: 'octo/flows', private: true };

function flow(type: string, shown: string, more = ''): string {
  return `id: flow
namespace: demo
inputs: [{id: shown, type: STRING, defaults: by hand}]
outputs: [{id: shown, type: STRING, value: "{{ inputs.shown }}"}]
tasks:
  - id: script
    type: io.kestra.plugin.scripts.shell.Commands
    env: {SHOWN: "{{ inputs.shown }}"}
    commands: ['printf "%s" "$SHOWN" | wc -c | tr -d " "']
triggers:
  - {id: event, type: gitphony.github.${type}, inputs: {shown: "${shown}"}${more}}
`;
}

function run(text: string, event: string, payload: Readonly<Record<string, unknown>>): Promise<ActionRun> {
  return runAction({
    dist: action.dist,
    files: { 'flows/flow.yaml': text },
    event,
    payload: { repository, ...payload },
  });
}

const shownBy = ({ outputs }: ActionRun): unknown =>
  outputs['outputs'] === undefined ? undefined : (JSON.parse(outputs['outputs']) as { shown: unknown }).shown;

const pull = {
  action: 'opened',
  pull_request: {
    number: 7,
    title: hostile,
    head: { ref: 'feature', sha: 'abc', repo: { full_name: 'stranger/flows' } },
    base: { ref: 'main' },
    user: { login: 'stranger' },
    labels: [{ name: 'data' }],
  },
};
const workflowRun = {
  id: 5,
  name: 'Build',
  conclusion: 'success',
  head_branch: 'main',
  head_repository: { full_name: 'octo/flows' },
};

describe('an event of GitHub fires its trigger, and text of strangers stays data', () => {
  test.each([
    [
      'Push',
      '{{ trigger.branch }}{{ trigger.tag }} {{ trigger.sha }} {{ trigger.message }}',
      'push',
      { ref: 'refs/heads/a/b', after: 'abc', head_commit: { message: hostile } },
      `a/b abc ${hostile}`,
    ],
    [
      'PullRequest',
      '{{ trigger.number }} {{ trigger.fork }} {{ trigger.labels }} {{ trigger.title }}',
      'pull_request',
      pull,
      `7 true ["data"] ${hostile}`,
    ],
    [
      'Release',
      '{{ trigger.tag }} {{ trigger.prerelease }}',
      'release',
      { action: 'published', release: { tag_name: 'v1', prerelease: true } },
      'v1 true',
    ],
    [
      'Issue',
      '{{ trigger.number }} {{ trigger.body }}',
      'issues',
      { action: 'opened', issue: { number: 3, body: hostile } },
      `3 ${hostile}`,
    ],
    [
      'WorkflowRun',
      '{{ trigger.runId }} {{ trigger.workflow }}',
      'workflow_run',
      { workflow_run: workflowRun },
      '5 Build',
    ],
  ])('%s', async (type, shown, event, payload, expected) => {
    const ended = await run(flow(type, shown, type === 'WorkflowRun' ? ', workflows: [Build]' : ''), event, payload);
    expect(ended.exitCode, ended.stdout).toBe(0);
    expect(shownBy(ended)).toBe(expected);
    expect(ended.stdout).not.toMatch(/^(?:::error|##\[error)/m);
  });
});

describe('fires nothing', () => {
  test.each([
    [
      'a run of a fork',
      flow('WorkflowRun', 'x', ', workflows: [Build]'),
      'workflow_run',
      { workflow_run: { ...workflowRun, head_repository: { full_name: 'stranger/flows' } } },
    ],
    [
      'a run that ended otherwise',
      flow('WorkflowRun', 'x', ', workflows: [Build]'),
      'workflow_run',
      { workflow_run: { ...workflowRun, conclusion: 'failure' } },
    ],
    ['another action', flow('PullRequest', 'x'), 'pull_request', { ...pull, action: 'closed' }],
    [
      'an issue without the label',
      flow('Issue', 'x', ', labels: [data]'),
      'issues',
      { action: 'opened', issue: { labels: [{ name: 'other' }] } },
    ],
    [
      'conditions that do not hold',
      flow('Push', 'x', `, when: "{{ trigger.actor == 'ada' }}"`),
      'push',
      { ref: 'refs/heads/main', sender: { login: 'bob' } },
    ],
  ])('%s', async (_, text, event, payload) => {
    const ended = await run(text, event, payload);
    expect(ended.exitCode, ended.stdout).toBe(0);
    expect(ended.outputs['execution-id']).toBeUndefined();
    expect(ended.summary).toContain('Nothing to do');
  });
});
