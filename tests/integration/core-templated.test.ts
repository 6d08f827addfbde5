import { expect, it } from 'vitest';
import { runTasks } from '../support/run-flow.ts';
import { tempProject } from '../support/temp-project.ts';

const core = 'io.kestra.plugin.core';
const templated = `- {id: made, type: ${core}.templating.TemplatedTask, spec: "{{ vars.spec }}"}\n`;

async function run(spec: string): ReturnType<typeof runTasks> {
  const more = `variables:\n  spec: |\n${spec.replaceAll(/^(?=.)/gmu, '    ')}`;
  return runTasks(await tempProject(), templated, { more });
}

it('runs a task with a task runner, its properties converted and rendered', async () => {
  const { execution } = await run(`id: other
type: io.kestra.plugin.scripts.shell.Commands
taskRunner:
  type: ${core}.runner.Process
env: {N: 5}
commands:
  - echo '::{"outputs":{"n":"'\${N}{{ 1 + 1 }}'"}}::'
`);
  expect(execution.taskRunList[0]).toMatchObject({ taskId: 'made', outputs: { vars: { n: '52' } } });
});

it('ends the execution where the made task does', async () => {
  const { execution } = await run(`type: ${core}.execution.Exit\nstate: WARNING\n`);
  expect(execution.state.current).toBe('WARNING');
});

it.each([
  ['just text\n', 'expected a map'],
  ['format: x\n', 'expected the type'],
  ['type: io.kestra.no.Such\n', 'there is no type'],
  [`type: ${core}.flow.Sequential\ntasks: []\n`, 'the flowable'],
  [`type: ${core}.templating.TemplatedTask\nspec: x\n`, 'cannot hold another'],
  ['a: [\n', 'Invalid yaml'],
])('c126: %j fails', async (spec, message) => {
  const { execution } = await run(spec);
  expect(execution.error).toMatchObject({ code: 'TEMPLATE_INVALID', message: expect.stringContaining(message) });
});

it('refuses properties that the type does not have, or that do not fit', async () => {
  const unknown = await run(`type: ${core}.log.Log\nmessage: x\nmesage: y\n`);
  expect(unknown.execution.error?.code).toBe('PROPERTY_INVALID');
  const unfit = await run(`type: ${core}.log.Log\nmessage: x\nlevel: LOUD\n`);
  expect(unfit.execution.error?.code).toBe('PROPERTY_INVALID');
});
