import { describe, expect, test } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { processStartTime } from '../../src/util/process-identity.ts';
import { runGitphony, startGitphony } from '../support/cli.ts';
import { type TempProject, tempProject } from '../support/temp-project.ts';

const tell = `id: tell
namespace: demo
labels:
  team: data
inputs:
  - id: fail
    type: BOOL
    defaults: false
tasks:
  - id: first
    type: io.kestra.plugin.core.log.Log
    message: "line one\\nline two"
  - id: second
    type: io.kestra.plugin.core.log.Log
    level: WARN
    message: careful
  - id: last
    type: io.kestra.plugin.core.debug.Return
    format: "{{ inputs.fail ? missing : 'done' }}"
`;
const pausing = `id: pausing
namespace: demo
tasks:
  - id: nap
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT60S
`;
function shell(id: string, ...lines: string[]): string {
  return `id: ${id}
namespace: demo
tasks:
  - id: work
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    commands:
${lines.map((line) => `      - ${JSON.stringify(line)}\n`).join('')}`;
}

async function show({ dir }: TempProject, id: string): Promise<Execution> {
  const shown = await runGitphony(['executions', 'show', id, '--json'], { cwd: dir });
  return JSON.parse(shown.stdout) as Execution;
}

describe('the history', () => {
  test('list, newest first, by flow, state and number; text and JSON', async () => {
    const project = await tempProject({ 'flows/tell.yaml': tell });
    const at = { cwd: project.dir };
    await runGitphony(['run', 'demo.tell'], at);
    await runGitphony(['run', 'demo.tell', '-i', 'fail=true'], at);
    const list = async (...args: string[]): Promise<Execution[]> =>
      JSON.parse((await runGitphony(['executions', 'list', '--json', ...args], at)).stdout) as Execution[];
    expect((await list()).map(({ state }) => state.current)).toEqual(['FAILED', 'SUCCESS']);
    expect(await list('--state', 'success')).toHaveLength(1);
    expect(await list('--flow', 'demo.other')).toEqual([]);
    expect(await list('--limit', '1')).toHaveLength(1);
    const text = await runGitphony(['executions', 'list'], at);
    expect(text.stdout).toMatch(/^EXECUTION +STATE +FLOW[^]*\n\w+ +FAILED +demo\.tell .* team:data\n\w+ +SUCCESS/);
    expect(await runGitphony(['executions', 'list', '--limit', 'x'], at)).toMatchObject({ exitCode: 2 });
  });

  test('show and logs, by a shortened id or last; a broken record hides no other', async () => {
    const project = await tempProject({ 'flows/tell.yaml': tell });
    const at = { cwd: project.dir };
    const ended = await runGitphony(['run', 'demo.tell', '--json'], at);
    const { id } = JSON.parse(ended.stdout) as Execution;
    const shown = await runGitphony(['executions', 'show', id.slice(0, 8)], at);
    expect(shown.stdout).toMatch(
      new RegExp(`^SUCCESS demo\\.tell ${id}\\nbegan .*\\nlabels: team=data\\ninputs: fail=false\\n`),
    );
    expect(shown.stdout).toMatch(/\nlast +SUCCESS +\d+\.\d\ds +1 +\{"value":"done"\}/);
    expect(await show(project, 'last')).toEqual(JSON.parse(ended.stdout));
    const logs = await runGitphony(['executions', 'logs', 'last', '--level', 'WARN', '--json'], at);
    expect(JSON.parse(logs.stdout)).toMatchObject({ level: 'WARN', taskId: 'second', attempt: 1, message: 'careful' });
    const one = await runGitphony(['executions', 'logs', id, '--task', 'first'], at);
    expect(one.stdout).toMatch(/^\S+Z INFO {2}first line one\nline two\n$/);
    const none = await runGitphony(['executions', 'logs', id, '--task', 'frist'], at);
    expect(none).toMatchObject({ exitCode: 2 });
    expect(none.stderr).toContain('did you mean "first"?');

    await project.write({ '.gitphony/executions/brokenRecord1/journal.jsonl': 'no json\n' });
    const list = await runGitphony(['executions', 'list'], at);
    expect(list).toMatchObject({ exitCode: 0 });
    expect(list.stdout).toContain(id);
    expect(list.stderr).toContain('brokenRecord1');
    expect(await runGitphony(['executions', 'show', 'brokenRecord1'], at)).toMatchObject({ exitCode: 1, stdout: '' });
  });
});

describe('ending a run', () => {
  test('Ctrl-C in a Sleep: KILLED, exit 1, the document on stdout', async () => {
    const project = await tempProject({ 'flows/pausing.yaml': pausing });
    const running = startGitphony(['run', 'demo.pausing', '--json'], { cwd: project.dir });
    // Whoever has read the id may send a signal at once.
    await running.output(/^execution \w+$/m);
    running.signal('SIGINT');
    const ended = await running.ended;
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain('SIGINT: killing the execution');
    expect(JSON.parse(ended.stdout)).toMatchObject({ state: { current: 'KILLED' } });
    const { taskRunList } = await show(project, 'last');
    expect(taskRunList.every(({ state }) => state.current === 'KILLED')).toBe(true);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    test(`${signal} in a script ends its children too`, async () => {
      const project = await tempProject({ 'flows/work.yaml': shell('work', 'sleep 60 & echo "child=$!"; wait') });
      const running = startGitphony(['run', 'demo.work'], { cwd: project.dir });
      const child = Number((await running.output(/child=(\d+)/))[1]);
      expect(processStartTime(child)).toBeDefined();
      running.signal(signal);
      expect((await running.ended).exitCode).toBe(1);
      expect(processStartTime(child)).toBeUndefined();
      expect((await show(project, 'last')).state.current).toBe('KILLED');
    });
  }

  test('a second Ctrl-C does not wait for a script that will not end', async () => {
    const deaf = shell('deaf', "trap '' INT TERM; echo ready=$$; while :; do sleep 0.1; done");
    const project = await tempProject({ 'flows/deaf.yaml': deaf });
    const running = startGitphony(['run', 'demo.deaf'], { cwd: project.dir });
    const child = Number((await running.output(/ready=(\d+)/))[1]);
    const began = Date.now();
    running.signal('SIGINT');
    await running.output(/once more to stop waiting/);
    running.signal('SIGINT');
    expect((await running.ended).exitCode).toBe(1);
    expect(Date.now() - began).toBeLessThan(8000);
    expect(processStartTime(child)).toBeUndefined();
    expect((await show(project, 'last')).state.current).toBe('KILLED');
  });

  test('executions kill ends a run from outside; an ended one is refused', async () => {
    const project = await tempProject({ 'flows/pausing.yaml': pausing });
    const running = startGitphony(['run', 'demo.pausing'], { cwd: project.dir });
    const id = (await running.output(/^execution (\w+)$/m))[1] ?? '';
    const killed = await runGitphony(['executions', 'kill', id], { cwd: project.dir });
    expect(killed).toMatchObject({ exitCode: 0, stdout: `KILLED ${id}\n` });
    expect((await running.ended).exitCode).toBe(1);
    const again = await runGitphony(['executions', 'kill', id], { cwd: project.dir });
    expect(again).toMatchObject({ exitCode: 2, stdout: '' });
    expect(again.stderr).toContain(`no process runs ${id} (KILLED)`);
  });
});

describe('resume', () => {
  test('goes on after kill -9; refused while it runs, and with another flow file', async () => {
    const flow = `${tell}  - id: wait
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    commands:
      - 'test -e "$MARK" || { touch "$MARK"; echo "here=$$"; sleep 60; }'
    env:
      MARK: "{{ secret('MARK') }}"
`;
    const project = await tempProject({ 'flows/tell.yaml': flow });
    const at = { cwd: project.dir, env: { GITPHONY_SECRET_MARK: project.path('mark') } };
    const running = startGitphony(['run', 'demo.tell'], at);
    const id = (await running.output(/^execution (\w+)$/m))[1] ?? '';
    const child = Number((await running.output(/here=(\d+)/))[1]);
    expect(await runGitphony(['executions', 'resume', id], at)).toMatchObject({ exitCode: 2, stdout: '' });
    running.signal('SIGKILL');
    await running.ended;

    const listed = await runGitphony(['executions', 'list'], at);
    expect(listed.stdout).toMatch(new RegExp(`${id} +INTERRUPTED`));
    await project.write({ 'flows/tell.yaml': flow.replace('careful', 'be careful') });
    const other = await runGitphony(['executions', 'resume', id], at);
    expect(other.exitCode).toBe(2);
    expect(other.stderr).toMatch(/--latest/);
    await project.write({ 'flows/tell.yaml': flow });
    const resumed = await runGitphony(['executions', 'resume', id, '--json'], at);
    expect(resumed.exitCode, resumed.stderr).toBe(0);
    expect(resumed.stderr).toMatch(new RegExp(`^execution ${id}\\n`));
    expect(processStartTime(child)).toBeUndefined();
    const { taskRunList } = JSON.parse(resumed.stdout) as Execution;
    expect(taskRunList.map(({ taskId, attempts }) => `${taskId} ${attempts.length}`)).toContain('first 1');
  });
});

test('resume of what runs behind the end: the state stands, afterExecution alone goes on', async () => {
  const flow = `id: aftermath
namespace: demo
tasks:
  - id: work
    type: io.kestra.plugin.core.debug.Return
    format: done
afterExecution:
  - id: told
    type: io.kestra.plugin.core.debug.Return
    format: "{{ execution.state }}"
  - id: wait
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    commands:
      - 'test -e "$MARK" || { touch "$MARK"; echo here; sleep 60; }'
    env:
      MARK: "{{ secret('MARK') }}"
`;
  const project = await tempProject({ 'flows/aftermath.yaml': flow });
  const at = { cwd: project.dir, env: { GITPHONY_SECRET_MARK: project.path('mark') } };
  const running = startGitphony(['run', 'demo.aftermath'], at);
  const id = (await running.output(/^execution (\w+)$/m))[1] ?? '';
  await running.output(/here/);
  running.signal('SIGKILL');
  await running.ended;
  expect((await runGitphony(['executions', 'replay', id], at)).stderr).toContain('has not');

  const resumed = await runGitphony(['executions', 'resume', id, '--json'], at);
  expect(resumed.exitCode, resumed.stderr).toBe(0);
  const { state, taskRunList } = JSON.parse(resumed.stdout) as Execution;
  expect(state.histories.map((step) => step.state)).toEqual(['CREATED', 'RUNNING', 'SUCCESS']);
  expect(taskRunList.map(({ taskId, state: { current }, attempts }) => [taskId, current, attempts.length])).toEqual([
    ['work', 'SUCCESS', 1],
    ['told', 'SUCCESS', 1],
    ['wait', 'SUCCESS', 2],
  ]);
  expect(await runGitphony(['executions', 'resume', id], at)).toMatchObject({ exitCode: 2 });
});

test('a run that failed late names the restart, one that failed at once does not', async () => {
  await using project = await tempProject({ 'flows/tell.yaml': tell, 'flows/work.yaml': shell('work', 'false') });
  const cwd = project.dir;
  const late = await runGitphony(['run', 'demo.tell', '-i', 'fail=true'], { cwd });
  const [, command = ''] = /^ {2}gitphony (executions restart \w+ --latest) {4}after the fix/m.exec(late.stderr) ?? [];
  await project.write({ 'flows/tell.yaml': tell.replace('missing', "'mended'") });
  const restarted = await runGitphony(command.split(' '), { cwd });
  expect(restarted.exitCode, restarted.stderr).toBe(0);
  expect(restarted.stderr).not.toContain('careful');
  expect((await runGitphony(['run', 'demo.work'], { cwd })).stderr).not.toContain('restart');
});

test('restart shows the task runs that go on, though they began before', async () => {
  await using project = await tempProject({ 'flows/work.yaml': shell('work', 'test -e there') });
  const cwd = project.dir;
  expect((await runGitphony(['run', 'demo.work'], { cwd })).exitCode).toBe(1);
  await project.write({ 'flows/work.yaml': shell('work', 'true') });
  const restarted = await runGitphony(['executions', 'restart', 'last', '--latest'], { cwd });
  expect(restarted.exitCode, restarted.stderr).toBe(0);
  expect(restarted.stderr).toMatch(/SUCCESS work \d/);
});

test('a state that there is not is refused, and an empty project says how to begin', async () => {
  await using project = await tempProject({ 'flows/tell.yaml': tell });
  const wrong = await runGitphony(['executions', 'list', '--state', 'done'], { cwd: project.dir });
  expect(wrong).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('expected --state with one of CREATED') });
  const none = await runGitphony(['executions', 'show', 'last'], { cwd: project.dir });
  expect(none).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('there are none yet: gitphony run') });
});

test('replay from the beginning takes a flow that has changed only when asked', async () => {
  const project = await tempProject({ 'flows/tell.yaml': tell });
  const at = { cwd: project.dir };
  await runGitphony(['run', 'demo.tell'], at);
  await project.write({ 'flows/tell.yaml': tell.replace("'done'", "'newer'") });
  const refused = await runGitphony(['executions', 'replay', 'last'], at);
  expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
  expect(refused.stderr).toContain('--latest');
  const replayed = await runGitphony(['executions', 'replay', 'last', '--latest', '--json'], at);
  expect((JSON.parse(replayed.stdout) as Execution).taskRunList.at(-1)?.outputs).toEqual({ value: 'newer' });
});
