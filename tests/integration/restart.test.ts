import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { createExecutionId, replayExecution, restartExecution } from '../../src/engine/index.ts';
import type { ValueMap } from '../../src/util/values.ts';
import { flowFile, outputsOf, type RunningProject, runningProject, statesOf } from '../support/flow-project.ts';

const RETURN = 'io.kestra.plugin.core.debug.Return';
const FAIL = 'io.kestra.plugin.core.execution.Fail';

async function restart(project: RunningProject, id: string, execution: Execution, latest = false): Promise<Execution> {
  const { flow, text } = await project.flow(id);
  const request = { flow, flowText: text, executionId: execution.id, allowOtherRevision: latest };
  return (await restartExecution(request, project.host)).result;
}

async function replay(
  project: RunningProject,
  id: string,
  execution: Execution,
  task: string,
  inputs?: ValueMap,
): Promise<Execution> {
  const { flow, text } = await project.flow(id);
  const request = { flow, flowText: text, executionId: execution.id, task, newId: createExecutionId() };
  const handle = await replayExecution({ ...request, ...(inputs === undefined ? {} : { inputs }) }, project.host);
  return handle.result;
}

function attempts({ taskRunList }: Execution): Readonly<Record<string, number>> {
  return Object.fromEntries(
    taskRunList.map((run) => [
      run.value === undefined ? run.taskId : `${run.taskId}[${run.value}]`,
      run.attempts.length,
    ]),
  );
}

const nested = `tasks:
  - id: loop
    type: io.kestra.plugin.core.flow.ForEach
    values: [a, b, c]
    tasks:
      - {id: work, type: ${RETURN}, format: "{{ taskrun.value }}"}
      - {id: check, type: ${FAIL}, condition: "{{ taskrun.value == 'b' and taskrun.attemptsCount < 1 }}"}
    errors:
      - {id: inner, type: ${RETURN}, format: inner}
finally:
  - {id: last, type: ${RETURN}, format: last}
`;

it('goes on in the middle of a loop, and forgets what answered the failure', async () => {
  const project = await runningProject(flowFile('loop', nested));
  const failed = await project.run('loop');
  expect(statesOf(failed)).toEqual({
    loop: 'FAILED',
    work: 'SUCCESS',
    check: 'FAILED',
    inner: 'SUCCESS',
    last: 'SUCCESS',
  });
  const ended = await restart(project, 'loop', failed);
  expect(ended.state.current).toBe('SUCCESS');
  expect(attempts(ended)).toEqual({
    loop: 2,
    'work[a]': 1,
    'check[a]': 1,
    'work[b]': 1,
    'check[b]': 2,
    'work[c]': 1,
    'check[c]': 1,
    last: 1,
  });
  expect(ended.labels).toMatchObject({ 'system.restarted': 'true' });
  await expect(restart(project, 'loop', ended)).rejects.toThrow('ended as SUCCESS');
});

it('takes the newer flow only when asked, and then stays with it', async () => {
  const project = await runningProject(
    flowFile('fixed', `tasks:\n  - {id: a, type: ${RETURN}, format: a}\n  - {id: b, type: ${FAIL}}\n`),
  );
  const failed = await project.run('fixed');
  const file = join(project.folder, 'flows/fixed.yaml');
  await writeFile(
    file,
    `id: fixed\nnamespace: company.team\ntasks:\n  - {id: a, type: ${RETURN}, format: new}\n  - {id: b, type: ${FAIL}, errorMessage: still}\n`,
  );
  await expect(restart(project, 'fixed', failed)).rejects.toThrow('has changed since');
  const again = await restart(project, 'fixed', failed, true);
  expect([again.error?.message, outputsOf(again, 'a')]).toEqual(['still', { value: 'a' }]);
  expect((await restart(project, 'fixed', again)).taskRunList.map((run) => run.attempts.length)).toEqual([1, 3]);
});

it('replays from a task with other inputs, as a new execution; what ran beside it is kept', async () => {
  const project = await runningProject(
    flowFile(
      'beside',
      `inputs:
  - {id: n, type: INT}
tasks:
  - {id: first, type: ${RETURN}, format: "{{ inputs.n }}"}
  - id: both
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
      - id: left
        type: io.kestra.plugin.core.flow.Sequential
        tasks:
          - {id: l1, type: io.kestra.plugin.core.flow.Sleep, duration: PT0.1S}
          - {id: l2, type: ${RETURN}, format: "{{ outputs.first.value }} {{ inputs.n }}"}
          - {id: l3, type: ${RETURN}, format: "{{ outputs.l2.value }}!"}
      - {id: right, type: ${RETURN}, format: right}
  - {id: after, type: ${RETURN}, format: "{{ outputs.l3.value }}"}
outputs:
  - {id: text, type: STRING, value: "{{ outputs.after.value }}"}
`,
    ),
  );
  const original = await project.run('beside', { n: 1 });
  const copy = await replay(project, 'beside', original, 'l2', { n: 2 });
  expect(copy).toMatchObject({ originalId: original.id, inputs: { n: 2 }, outputs: { text: '1 2!' } });
  expect(copy.id).not.toBe(original.id);
  expect(attempts(copy)).toEqual({ first: 1, both: 2, left: 2, right: 1, l1: 1, l2: 2, l3: 1, after: 1 });
  expect((await project.record(original.id)).outputs).toEqual({ text: '1 1!' });
  // A replay can be replayed.
  expect((await replay(project, 'beside', copy, 'after')).outputs).toEqual({ text: '1 2!' });
});

it('asks for the turn of a loop where a task ran several times', async () => {
  const project = await runningProject(
    flowFile(
      'turns',
      `tasks:\n  - id: loop\n    type: io.kestra.plugin.core.flow.ForEach\n    values: [a, b]\n    tasks:\n      - {id: t, type: ${RETURN}, format: "{{ taskrun.value }}"}\n`,
    ),
  );
  const original = await project.run('turns');
  await expect(replay(project, 'turns', original, 't')).rejects.toThrow('"t" names 2');
  await expect(replay(project, 'turns', original, 'x')).rejects.toThrow('found no "x"');
  expect(attempts(await replay(project, 'turns', original, 't[a]'))).toEqual({ loop: 2, 't[a]': 2, 't[b]': 1 });
});
