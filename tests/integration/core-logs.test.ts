import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readAttemptLog } from '../../src/engine/index.ts';
import { runTasks } from '../support/run-flow.ts';
import { tempProject, type TempProject } from '../support/temp-project.ts';
import type { Execution } from '../../src/contract/execution.ts';

const core = 'io.kestra.plugin.core';
const work = `- {id: one, type: ${core}.log.Log, message: [a, "b\\nc"]}
- {id: two, type: ${core}.log.Log, level: WARN, message: d}
`;

async function messagesOf(project: TempProject, { id, taskRunList }: Execution): Promise<readonly string[]> {
  const directory = project.path('.gitphony', 'executions', id);
  const logs = await Promise.all(
    taskRunList.flatMap(({ attempts }) => attempts.map((attempt) => readAttemptLog(directory, attempt))),
  );
  return logs.flat().map(({ message }) => message);
}

it('log.Fetch stores the records of this execution, or of another one', async () => {
  const project = await tempProject();
  const own = `${work}- {id: fetch, type: ${core}.log.Fetch}\n- {id: show, type: ${core}.debug.Return, format: "{{ read(outputs.fetch.uri) }}"}\n`;
  const { execution } = await runTasks(project, own, { id: 'own' });
  const shown = execution.taskRunList.at(-1)?.outputs as { readonly value: string } | undefined;
  const records = (shown?.value ?? '')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(records).toMatchObject([
    { taskId: 'one', level: 'INFO', message: 'a', attemptNumber: 0, executionId: execution.id, flowId: 'own' },
    { taskId: 'one', level: 'INFO', message: 'b\nc' },
    { taskId: 'two', level: 'WARN', message: 'd' },
  ]);
  const other = `- {id: fetch, type: ${core}.log.Fetch, executionId: ${execution.id}, level: WARN, tasksId: [one, two]}\n`;
  const fetched = await runTasks(project, other, { id: 'other' });
  expect(fetched.execution.taskRunList[0]?.outputs).toMatchObject({ size: 1 });
  const wrong = `- {id: fetch, type: ${core}.log.Fetch, executionId: ${execution.id}, flowId: nope}\n`;
  const refused = await runTasks(project, wrong, { id: 'wrong' });
  expect(refused.execution.error?.code).toBe('EXECUTION_OF_OTHER_FLOW');
});

it('PurgeLogs deletes records by level and leaves the others where the journal says', async () => {
  const project = await tempProject();
  const { execution } = await runTasks(project, work, { id: 'work' });
  const other = await runTasks(project, work, { id: 'other' });
  const purge = (more: string): string =>
    `- {id: purge, type: ${core}.log.PurgeLogs, namespace: company.team, endDate: "{{ now() | dateAdd(1, 'HOURS') }}"${more}}\n`;
  const first = await runTasks(project, purge(', flowId: work, logLevels: [INFO]'), { id: 'purge' });
  expect(first.execution.taskRunList[0]?.outputs).toEqual({ count: 2 });
  expect(await messagesOf(project, execution)).toEqual(['d']);
  expect(await messagesOf(project, other.execution)).toEqual(['a', 'b\nc', 'd']);
  await runTasks(project, purge(', flowId: work'), { id: 'purge' });
  expect(await messagesOf(project, execution)).toEqual([]);
  const json = project.path('.gitphony', 'executions', execution.id, 'execution.json');
  expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({ id: execution.id });
  const early = `- {id: purge, type: ${core}.log.PurgeLogs, endDate: "2020-01-01T00:00:00Z"}\n`;
  expect((await runTasks(project, early, { id: 'early' })).execution.taskRunList[0]?.outputs).toEqual({ count: 0 });
  const bad = `- {id: purge, type: ${core}.log.PurgeLogs, endDate: "yesterday"}\n`;
  expect((await runTasks(project, bad, { id: 'bad' })).execution.error?.code).toBe('BAD_DATE');
});

it('Echo writes to the log', async () => {
  const project = await tempProject();
  const { logs } = await runTasks(
    project,
    `- {id: echo, type: ${core}.debug.Echo, format: "{{ task.id }}", level: WARN}\n`,
  );
  expect(logs).toMatchObject([{ level: 'WARN', message: 'echo' }]);
});
