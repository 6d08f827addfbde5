import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { restartExecution } from '../../src/engine/index.ts';
import { flowFile, outputsOf, type RunningProject, runningProject, statesOf } from '../support/flow-project.ts';

const LINES = 'a\nb\nc\nd\ne\n';

const batches = (more: string): string => `tasks:
  - {id: w, type: io.kestra.plugin.core.storage.Write, content: "${LINES.replaceAll('\n', '\\n')}", extension: .txt}
  - id: each
    type: io.kestra.plugin.core.flow.ForEachItem
    items: "{{ outputs.w.uri }}"
    namespace: company.team
    flowId: one
    inputs: {file: "{{ taskrun.items }}", n: "{{ taskrun.iteration }}"}
${more}`;

const one = flowFile(
  'one',
  `inputs:
  - {id: file, type: FILE}
  - {id: n, type: INT}
tasks:
  - {id: s, type: io.kestra.plugin.core.flow.Sleep, duration: "PT0.{{ 5 - inputs.n }}S"}
  - {id: f, type: io.kestra.plugin.core.execution.Fail, runIf: "{{ read(inputs.file) contains 'b' }}"}
outputs:
  - {id: text, type: STRING, value: "{{ read(inputs.file) | replace({'\\n': ''}) }}"}
`,
);

async function mergedOf(project: RunningProject, execution: Parameters<typeof outputsOf>[0]): Promise<string> {
  const { subflowOutputs } = outputsOf(execution, 'each_merge') as { subflowOutputs: string };
  const { id, namespace, flowId } = execution;
  const storage = project.host.storage.forTaskRun({ id, namespace, flowId, flowRevision: 1 }, { id: 'x', taskId: 'x' });
  return readFile(await storage.localPath(subflowOutputs), 'utf8');
}

it('runs batches side by side, merges their outputs in order, and fails for the one that does', async () => {
  const project = await runningProject({
    ...flowFile('batches', batches('    batch: {rows: 2}\n    concurrencyLimit: 0\n')),
    ...one,
  });
  const execution = await project.run('batches');
  const children = await project.children(execution.id);
  const lastBegin = Math.max(...children.map(({ state }) => Date.parse(state.startDate)));
  const firstEnd = Math.min(...children.map(({ state }) => Date.parse(state.endDate ?? '')));
  expect(lastBegin < firstEnd).toBe(true);
  expect(statesOf(execution)).toEqual({
    w: 'SUCCESS',
    each: 'FAILED',
    each_split: 'SUCCESS',
    each_items: 'FAILED',
    each_merge: 'SUCCESS',
  });
  expect(outputsOf(execution, 'each_items')).toMatchObject({
    numberOfBatches: 3,
    iterations: { CREATED: 0, RUNNING: 0, SUCCESS: 2, FAILED: 1 },
  });
  expect(await mergedOf(project, execution)).toBe('{"text":"ab"}\n{"text":"cd"}\n{"text":"e"}\n');
});

it('does not fail with them where it must not, and takes a line each by default', async () => {
  const project = await runningProject({
    ...flowFile('batches', batches('    transmitFailed: false\n    concurrencyLimit: 0\n')),
    ...one,
  });
  const execution = await project.run('batches');
  expect(execution.state.current).toBe('SUCCESS');
  expect(outputsOf(execution, 'each_items')).toMatchObject({ iterations: { SUCCESS: 4, FAILED: 1 } });
});

it('on a restart, goes on with the executions that failed and keeps the good ones', async () => {
  const project = await runningProject({
    ...flowFile('batches', batches('    batch: {rows: 2}\n')),
    ...flowFile(
      'one',
      `inputs:
  - {id: file, type: FILE}
  - {id: n, type: INT}
tasks:
  - {id: r, type: io.kestra.plugin.core.debug.Return, format: "{{ inputs.n }}"}
  - {id: f, type: io.kestra.plugin.core.execution.Fail, condition: "{{ inputs.n == 1 and taskrun.attemptsCount < 1 }}"}
`,
    ),
  });
  const failed = await project.run('batches');
  expect(failed.state.current).toBe('FAILED');
  const { flow, text } = await project.flow('batches');
  const request = { flow, flowText: text, executionId: failed.id };
  const ended = await (await restartExecution(request, project.host)).result;
  expect(outputsOf(ended, 'each_items')).toMatchObject({ iterations: { SUCCESS: 3 } });
  const children = await project.children(ended.id);
  const attempts = children.map(({ taskRunList }) => taskRunList[1]?.attempts.length ?? 0);
  expect(attempts.toSorted((a, b) => a - b)).toEqual([1, 1, 2]);
});
