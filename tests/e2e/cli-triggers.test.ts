import { expect, test } from 'vitest';
import { runGitphony } from '../support/cli.ts';
import { tempProject } from '../support/temp-project.ts';

const load = `id: load
namespace: demo
tasks:
  - {id: t, type: io.kestra.plugin.core.log.Log, message: loaded}
outputs:
  - {id: rows, type: INT, value: "{{ 2 + 3 }}"}
`;
const report = `id: report
namespace: demo
inputs:
  - {id: rows, type: INT}
tasks:
  - {id: t, type: io.kestra.plugin.core.debug.Return, format: "{{ trigger.flowId }} {{ inputs.rows }}"}
triggers:
  - id: after_load
    type: io.kestra.plugin.core.trigger.Flow
    inputs: {rows: "{{ trigger.outputs.rows }}"}
    conditions:
      - {type: io.kestra.plugin.core.condition.ExecutionFlow, namespace: demo, flowId: load}
  - id: after_failure
    type: io.kestra.plugin.core.trigger.Flow
    states: [FAILED]
    inputs: {rows: 0}
`;
const stops = `id: stops
namespace: demo
tasks:
  - {id: t, type: io.kestra.plugin.core.execution.Fail}
triggers:
  - id: mondays
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "@daily"
    stopAfter: [FAILED]
    conditions:
      - {type: io.kestra.plugin.core.condition.DayWeek, dayOfWeek: MONDAY}
`;

test('run --execution: a Flow trigger takes the outputs of an execution, or starts nothing', async () => {
  const { dir } = await tempProject({ 'flows/load.yaml': load, 'flows/report.yaml': report });
  const run = (...args: readonly string[]) => runGitphony(['run', ...args, '--json'], { cwd: dir });
  const upstream = JSON.parse((await run('flows/load.yaml')).stdout) as { id: string };
  const started = await run('flows/report.yaml', '--trigger', 'after_load', '--execution', 'last');
  expect(started.exitCode).toBe(0);
  expect(JSON.parse(started.stdout)).toMatchObject({
    trigger: { id: 'after_load', variables: { executionId: upstream.id, state: 'SUCCESS' } },
    taskRunList: [{ outputs: { value: 'load 5' } }],
  });
  const otherState = await run('flows/report.yaml', '--trigger', 'after_failure', '--execution', upstream.id);
  expect(otherState).toMatchObject({ exitCode: 0, stdout: 'null\n' });
  expect(otherState.stderr).toContain('nothing to do: after_failure does not wait for the state SUCCESS');
  const otherFlow = await run('flows/report.yaml', '--trigger', 'after_load', '--execution', 'last');
  expect(otherFlow.stderr).toContain('nothing to do: the conditions of after_load do not hold');
});

test('schedules: what does not fire starts nothing; stopAfter ends a backfill', async () => {
  const { dir } = await tempProject({ 'flows/stops.yaml': stops });
  const none = await runGitphony(['run', 'flows/stops.yaml', '--trigger', 'mondays', '--date', '2024-01-02'], {
    cwd: dir,
  });
  expect(none).toMatchObject({ exitCode: 0, stdout: '' });
  expect(none.stderr).toBe('nothing to do: the conditions of mondays do not hold at 2024-01-02T00:00:00Z\n');
  const args = ['backfill', 'flows/stops.yaml', '--start', '2024-01-01', '--end', '2024-01-15'];
  const listed = await runGitphony([...args, '--dry-run'], { cwd: dir });
  expect(listed.stdout).toBe('2024-01-01T00:00:00Z\n2024-01-08T00:00:00Z\n2024-01-15T00:00:00Z\n');
  const done = await runGitphony([...args, '--json'], { cwd: dir });
  expect(done.exitCode).toBe(1);
  expect((JSON.parse(done.stdout) as { executions: object[] }).executions).toHaveLength(1);
  expect(done.stderr).toContain('mondays stops after FAILED (stopAfter)');
});

const hooked = `id: hooked
namespace: demo
tasks:
  - {id: t, type: io.kestra.plugin.core.debug.Return, format: "{{ trigger.body.a }} {{ trigger.parameters.q }} {{ trigger.headers['X-A'][0] }}"}
triggers:
  - {id: hook, type: io.kestra.plugin.core.trigger.Webhook, key: k3y}
`;

test('a request from a file stands for a webhook', async () => {
  const project = await tempProject({ 'flows/hooked.yaml': hooked, 'body.json': '{"a": 4.0}' });
  const args = [
    'run',
    'flows/hooked.yaml',
    '--json',
    '--body',
    'body.json',
    '--parameter',
    'q=1',
    '--header',
    'X-A: b: c',
  ];
  for (const more of [[], ['--trigger', 'hook'], ['--key', 'k3y']]) {
    const run = await runGitphony([...args, ...more], { cwd: project.dir });
    expect(run, run.stderr).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(run.stdout)).toMatchObject({ taskRunList: [{ outputs: { value: '4.0 ["1"] b: c' } }] });
  }
  const wrong = await runGitphony([...args, '--key', 'k3Y'], { cwd: project.dir });
  expect(wrong).toMatchObject({ exitCode: 2, stdout: '' });
  expect(wrong.stderr).toContain('demo.hooked has no webhook with this key');
});
