import { readFile, rm, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { resumeExecution } from '../../src/engine/index.ts';
import { createEngineHost } from '../../src/project/engine-host.ts';
import { openProject, readFlow } from '../../src/project/project.ts';
import { runTasks, statesOf } from '../support/run-flow.ts';
import { tempProject } from '../support/temp-project.ts';

const core = 'io.kestra.plugin.core';
const tasks = `- id: outer
  type: ${core}.flow.Sequential
  tasks:
    - {id: before, type: ${core}.debug.Return, format: x}
    - {id: leave, type: ${core}.execution.Exit, state: WARNING}
    - {id: never, type: ${core}.debug.Return, format: x}
- {id: last, type: ${core}.debug.Return, format: x}
`;
const more = `afterExecution:\n  - {id: after, type: ${core}.debug.Return, format: x}`;

it('an execution whose process died behind an Exit ends as it would have', async () => {
  const project = await tempProject();
  const { execution } = await runTasks(project, tasks, { more });
  const expected = ['outer=WARNING', 'before=SUCCESS', 'leave=WARNING', 'after=SUCCESS'];
  expect(statesOf(execution)).toEqual(expected);
  const directory = project.path('.gitphony', 'executions', execution.id);
  const file = `${directory}/journal.jsonl`;
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const opened = await openProject(project.path('flows'));
  const { flow, text } = await readFlow(opened, project.path('flows/test.yaml'));
  if (flow === undefined) throw new Error('expected a valid flow');
  const host = await createEngineHost(opened);
  for (let cut = lines.findIndex((line) => line.includes('"exits":true')) + 1; cut < lines.length; cut += 1) {
    await rm(`${directory}/execution.json`, { force: true });
    await rm(`${directory}/journal.1.jsonl`, { force: true });
    // Of another start: this process must count as dead.
    const kept = lines.slice(0, cut).map((line) => line.replace(/"startTime":\d+/u, '"startTime":1'));
    await writeFile(file, `${kept.join('\n')}\n`);
    const handle = await resumeExecution({ flow, flowText: text, executionId: execution.id }, host);
    const resumed = await handle.result;
    expect([cut, resumed.state.current, ...statesOf(resumed)]).toEqual([cut, 'WARNING', ...expected]);
  }
});
