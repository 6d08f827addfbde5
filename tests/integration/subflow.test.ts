import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { resumeExecution } from '../../src/engine/index.ts';
import { resumedInputs } from '../../src/project/resume-paused.ts';
import { runGitphony, startGitphony } from '../support/cli.ts';
import { flowFile, outputsOf, runningProject, statesOf } from '../support/flow-project.ts';

const RETURN = 'io.kestra.plugin.core.debug.Return';
const SUBFLOW = 'io.kestra.plugin.core.flow.Subflow';

const call = (flowId: string, more = ''): string =>
  `tasks:\n  - id: call\n    type: ${SUBFLOW}\n    namespace: company.team\n    flowId: ${flowId}\n${more}`;

it('hands over inputs and labels, and answers the outputs; the child sees who called it', async () => {
  const project = await runningProject({
    ...flowFile(
      'caller',
      `labels: {team: data}\n${call('child', '    inheritLabels: true\n    labels: {origin: "{{ flow.id }}"}\n    inputs: {name: "{{ 1 + 1 }}", extra: x}\n')}`,
    ),
    ...flowFile(
      'child',
      `inputs:\n  - {id: name, type: STRING}\ntasks:\n  - {id: r, type: ${RETURN}, format: "{{ inputs.name }} {{ labels.team }} {{ labels.origin }} {{ trigger.flowId }} {{ trigger.executionId }}"}\noutputs:\n  - {id: got, type: STRING, value: "{{ outputs.r.value }}"}\n`,
    ),
  });
  const execution = await project.run('caller');
  expect(execution.state.current).toBe('SUCCESS');
  const [child] = await project.children(execution.id);
  expect(child?.labels).toMatchObject({ origin: 'caller', 'system.correlationId': execution.id });
  expect(outputsOf(execution, 'call')).toEqual({
    executionId: child?.id,
    state: 'SUCCESS',
    outputs: { got: `2 data caller caller ${execution.id}` },
  });
});

it('ends flows that call each other in a circle', async () => {
  const project = await runningProject({ ...flowFile('a', call('b')), ...flowFile('b', call('a')) });
  const execution = await project.run('a');
  expect(execution.state.current).toBe('FAILED');
  expect(execution.error?.message).toContain('ended as FAILED');
});

it.each([
  ['ghost', 'found no "company.team.ghost"'],
  ['broken', 'expected a valid flow, company.team.broken has 1 error'],
  ['asks', 'name: expected a value (STRING), got none'],
])(
  'a call of %s that cannot begin ends the caller whatever it allows, and errors do not run',
  async (flowId, message) => {
    const project = await runningProject({
      ...flowFile(
        'caller',
        `${call(flowId, '    allowFailure: true\n')}errors:\n  - {id: e, type: ${RETURN}, format: e}\n`,
      ),
      ...flowFile('broken', 'tasks: []\n'),
      ...flowFile('asks', `inputs:\n  - {id: name, type: STRING}\ntasks:\n  - {id: r, type: ${RETURN}, format: x}\n`),
    });
    const execution = await project.run('caller');
    expect(statesOf(execution)).toEqual({ call: 'FAILED' });
    expect(execution.state.current).toBe('FAILED');
    expect(execution.error?.message).toContain(message);
  },
);

it('kills the child with the caller', async () => {
  const project = await runningProject({
    ...flowFile('caller', call('slow')),
    ...flowFile('slow', `tasks:\n  - {id: s, type: io.kestra.plugin.core.flow.Sleep, duration: PT60S}\n`),
  });
  const handle = await project.start('caller');
  while ((await project.children(handle.id))[0]?.taskRunList.length !== 1) await sleep(20);
  handle.kill();
  expect((await handle.result).state.current).toBe('KILLED');
  expect((await project.children(handle.id))[0]?.state.current).toBe('KILLED');
});

it('waits with a paused child, and goes on with the same attempt once that has ended', async () => {
  const project = await runningProject({
    ...flowFile('caller', call('asks')),
    ...flowFile(
      'asks',
      `tasks:\n  - {id: hold, type: io.kestra.plugin.core.flow.Pause, onResume: [{id: n, type: INT}]}\noutputs:\n  - {id: n, type: INT, value: "{{ outputs.hold.onResume.n }}"}\n`,
    ),
  });
  const paused = await project.run('caller');
  expect([paused.state.current, statesOf(paused)]).toEqual(['PAUSED', { call: 'PAUSED' }]);
  const [child] = await project.children(paused.id);
  if (child === undefined) throw new Error('expected a child');
  const caller = await project.flow('caller');
  await expect(resumedInputs(caller, paused, { inputs: {} }, project.host)).rejects.toThrow(`waits for ${child.id}`);
  await project.host.resumeExecution?.(child.id, { n: '4' });
  const request = { flow: caller.flow, flowText: caller.text, executionId: paused.id };
  const inputs = await resumedInputs(caller, paused, { inputs: {} }, project.host);
  const ended = await (await resumeExecution({ ...request, resumedInputs: inputs }, project.host)).result;
  expect(ended.state.current).toBe('SUCCESS');
  expect(outputsOf(ended, 'call')).toEqual({ executionId: child.id, state: 'SUCCESS', outputs: { n: 4 } });
  expect(ended.taskRunList[0]?.attempts).toHaveLength(1);
});

it('copies a file for a flow of another namespace, which could not read it', async () => {
  const project = await runningProject({
    ...flowFile(
      'caller',
      `tasks:\n  - {id: w, type: io.kestra.plugin.core.storage.Write, content: hello, extension: .txt}\n  - id: call\n    type: ${SUBFLOW}\n    namespace: other\n    flowId: reads\n    inputs: {file: "{{ outputs.w.uri }}"}\n`,
    ),
    'flows/reads.yaml': `id: reads\nnamespace: other\ninputs:\n  - {id: file, type: FILE}\ntasks:\n  - {id: r, type: ${RETURN}, format: "{{ read(inputs.file) }}"}\noutputs:\n  - {id: text, type: STRING, value: "{{ outputs.r.value }}"}\n`,
  });
  expect(outputsOf(await project.run('caller'), 'call')).toMatchObject({ outputs: { text: 'hello' } });
});

it('runs beside where nobody waits, and has ended when the process may', async () => {
  const project = await runningProject({
    ...flowFile('caller', call('slow', '    wait: false\n')),
    ...flowFile('slow', `tasks:\n  - {id: s, type: io.kestra.plugin.core.flow.Sleep, duration: PT0.3S}\n`),
  });
  const execution = await project.run('caller');
  expect(outputsOf(execution, 'call')).toMatchObject({ state: 'CREATED' });
  const [child] = await project.children(execution.id);
  expect(child?.state.current).toBe('SUCCESS');
  expect(Date.parse(child?.state.endDate ?? '')).toBeGreaterThan(Date.parse(execution.state.endDate ?? ''));
});

it('after kill -9 a resumed caller takes its child up again, and what that had done is not repeated', async () => {
  const project = await runningProject({
    ...flowFile('caller', call('slow')),
    ...flowFile(
      'slow',
      `tasks:\n  - {id: once, type: ${RETURN}, format: "{{ now() }}"}\n  - {id: s, type: io.kestra.plugin.core.flow.Sleep, duration: PT2S}\n`,
    ),
  });
  const command = startGitphony(['run', 'company.team.caller'], { cwd: project.folder });
  const id = (await command.output(/^execution (\w+)/m))[1] ?? '';
  while ((await project.children(id))[0]?.taskRunList.length !== 2) await sleep(20);
  const before = (await project.children(id))[0]?.taskRunList[0]?.outputs;
  command.signal('SIGKILL');
  await command.ended;
  const resumed = await runGitphony(['executions', 'resume', id], { cwd: project.folder });
  expect(resumed.exitCode, resumed.stderr).toBe(0);
  const children = await project.children(id);
  expect(children).toHaveLength(1);
  expect(children[0]?.state.histories.map(({ state }) => state)).toEqual([
    'CREATED',
    'RUNNING',
    'RESTARTED',
    'RUNNING',
    'SUCCESS',
  ]);
  expect(children[0]?.taskRunList[0]?.outputs).toEqual(before);
});
