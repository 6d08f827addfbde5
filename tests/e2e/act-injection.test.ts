import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ActOptions, type ActRun, runAct } from '../support/act.ts';
import { buildTestAction, type BuiltAction } from '../support/action.ts';
import { runGitphony } from '../support/cli.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** Text of strangers in compiled workflows, under act: whatever it holds, it arrives as it was sent and does nothing. */
const marker = '/tmp/gitphony-injection-must-not-be-there';
const secret = 'planted-secret-value';

const hostile = [
  `$(touch ${marker})`,
  `\`touch ${marker}\``,
  `"; touch ${marker}; "`,
  `' || touch ${marker} #`,
  '${{ secrets.TOKEN }}',
  "{{ secret('TOKEN') }}",
  '::error::planted-annotation',
  '##[error]planted-annotation',
].join(' ');
const lines = `${hostile}\n::set-output name=state::planted\n::add-mask::hello\n::stop-commands::planted\n${hostile}`;

const processRunner = 'taskRunner: {type: io.kestra.plugin.core.runner.Process}';
/** Prints a text as a script gets it, as bytes that nobody can mistake. */
const show = (id: string, template: string): string => `
  - id: ${id}
    type: io.kestra.plugin.scripts.shell.Commands
    ${processRunner}
    env: {T: "${template}"}
    commands: ['printf "${id}=%s;" "$(printf %s "$T" | base64 -w0)"']
  - id: log_${id}
    type: io.kestra.plugin.core.log.Log
    message: "${template}"`;

const files = {
  'action/action.yml': 'name: a stand-in, for compile to see\n',
  'flows/typed.yaml': `id: typed
namespace: demo
inputs: [{id: text, type: STRING}, {id: kind, type: SELECT, values: [a], allowCustomValue: true, defaults: a}]
tasks:${show('text', '{{ inputs.text }}')}${show('kind', '{{ inputs.kind }}')}${show('key', "{{ kv('greeting') }}")}
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: ["{{ inputs.text }}"]
    tasks:
      - id: turn
        type: io.kestra.plugin.scripts.shell.Commands
        ${processRunner}
        env: {T: "{{ taskrun.value }}"}
        commands: ['printf "turn=%s;" "$(printf %s "$T" | base64 -w0)"']
  - {id: named, type: io.kestra.plugin.core.log.Log, message: "{{ secret('TOKEN') | length }}"}
`,
  'flows/pushed.yaml': `id: pushed
namespace: demo
tasks:${show('branch', '{{ trigger.branch }}')}${show('message', '{{ trigger.message }}')}
triggers: [{id: push, type: gitphony.github.Push, branches: ["**"]}]
`,
  'flows/hooked.yaml': `id: hooked
namespace: demo
tasks:${show('body', '{{ trigger.body.text }}')}${show('header', "{{ trigger.headers['X-A'][0] }}")}
triggers: [{id: hook, type: io.kestra.plugin.core.trigger.Webhook, key: the-key}]
`,
};

let action: BuiltAction;
let project: TempProject;
beforeAll(async () => {
  [action, project] = await Promise.all([buildTestAction(), makeTempProject(files)]);
  const compiled = await runGitphony(['compile'], { cwd: project.dir });
  expect(compiled, compiled.stderr).toMatchObject({ exitCode: 0 });
});
afterAll(async () => {
  await Promise.all([action.remove(), project.remove(), rm(marker, { force: true })]);
});

async function run(workflow: string, options: Partial<ActOptions>): Promise<ActRun> {
  const ended = await runAct({
    cwd: project.dir,
    workflow: `.github/workflows/demo.${workflow}.yml`,
    event: 'workflow_dispatch',
    copies: { action: join(projectRoot, 'action'), 'action/dist': action.dist },
    secrets: { TOKEN: secret },
    ...options,
  });
  expect(ended.exitCode, ended.output).toBe(0);
  expect(existsSync(marker), ended.output).toBe(false);
  expect(ended.annotations.filter(({ message }) => message.includes('planted'))).toEqual([]);
  expect(ended.output + ended.summary).not.toContain(secret);
  return ended;
}

/** What the script of a task was given. */
function given({ log }: ActRun, id: string): string {
  const [, encoded = ''] = new RegExp(`${id}=([A-Za-z0-9+/=]*);`).exec(log) ?? [];
  return Buffer.from(encoded, 'base64').toString('utf8');
}

describe('hostile text', () => {
  test('of inputs, keys and turns of a loop is data', async () => {
    const ended = await run('typed', {
      payload: { inputs: { text: lines, kind: hostile } },
      vars: { GREETING: hostile },
    });
    expect(given(ended, 'text')).toBe(lines);
    expect(given(ended, 'turn')).toBe(lines);
    expect(given(ended, 'kind')).toBe(hostile);
    expect(given(ended, 'key')).toBe(hostile);
  });

  test('of branches and commit messages is data', async () => {
    const branch = `x$(touch\${IFS}${marker.replaceAll('/', '-')})"';\`id\`&&{{7*7}}`;
    const payload = {
      ref: `refs/heads/${branch}`,
      head_commit: { id: 'a'.repeat(40), message: lines, author: { name: hostile, email: 'a@example.com' } },
      after: 'a'.repeat(40),
    };
    const ended = await run('pushed', { event: 'push', payload });
    expect(given(ended, 'branch')).toBe(branch);
    expect(given(ended, 'message')).toBe(lines);
  });

  test('of a request is data, and its key is not shown', async () => {
    const inputs = {
      _key: 'the-key',
      _body: JSON.stringify({ text: lines }),
      _request: JSON.stringify({ headers: { 'X-A': hostile }, parameters: `q=${encodeURIComponent(hostile)}` }),
    };
    const ended = await run('hooked', { payload: { inputs } });
    expect(given(ended, 'body')).toBe(lines);
    expect(given(ended, 'header')).toBe(hostile);
  });
});
