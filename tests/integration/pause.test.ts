import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { killPaused, readAttemptLog, resumeExecution } from '../../src/engine/index.ts';
import { type ResumeInputs, resumedInputs } from '../../src/project/resume-paused.ts';
import { runGitphony } from '../support/cli.ts';
import { flowFile, outputsOf, type RunningProject, runningProject, statesOf } from '../support/flow-project.ts';
import { tempProject } from '../support/temp-project.ts';

const RETURN = 'io.kestra.plugin.core.debug.Return';
const PAUSE = 'io.kestra.plugin.core.flow.Pause';

async function resume(project: RunningProject, id: string, paused: Execution, given: ResumeInputs): Promise<Execution> {
  const source = await project.flow(id);
  const inputs = await resumedInputs(source, paused, given, project.host);
  const request = { flow: source.flow, flowText: source.text, executionId: paused.id, resumedInputs: inputs };
  return (await resumeExecution(request, project.host)).result;
}

function history({ state }: Execution): readonly string[] {
  return state.histories.map((step) => step.state);
}

it('lets branches beside it come to their end; each pause is resumed by name', async () => {
  const project = await runningProject(
    flowFile(
      'two',
      `tasks:
  - id: both
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
      - {id: a, type: ${PAUSE}, onResume: [{id: x, type: INT}]}
      - {id: b, type: ${PAUSE}}
      - {id: s, type: io.kestra.plugin.core.flow.Sleep, duration: PT0.2S}
  - {id: after, type: ${RETURN}, format: "{{ outputs.a.onResume.x }}"}
`,
    ),
  );
  const paused = await project.run('two');
  expect(statesOf(paused)).toEqual({ both: 'RUNNING', a: 'PAUSED', b: 'PAUSED', s: 'SUCCESS' });
  await expect(resume(project, 'two', paused, { inputs: {} })).rejects.toThrow('expected one paused task');
  await expect(resume(project, 'two', paused, { inputs: {}, task: 'a' })).rejects.toThrow('x: expected a value (INT)');
  await expect(resume(project, 'two', paused, { inputs: { y: 1 }, task: 'b' })).rejects.toThrow('y: expected an input');
  const first = await resume(project, 'two', paused, { inputs: { x: '7' }, task: 'a' });
  expect(statesOf(first)).toEqual({ both: 'RUNNING', a: 'SUCCESS', b: 'PAUSED', s: 'SUCCESS' });
  const ended = await resume(project, 'two', first, { inputs: {} });
  expect(ended.state.current).toBe('SUCCESS');
  expect(outputsOf(ended, 'after')).toEqual({ value: '7' });
  expect(ended.taskRunList.map(({ attempts }) => attempts.length)).toEqual([1, 1, 1, 1, 1]);
});

it('fails for who comes after its timeout, and runs errors', async () => {
  const project = await runningProject(
    flowFile(
      'late',
      `tasks:\n  - {id: hold, type: ${PAUSE}, timeout: PT0.05S}\nerrors:\n  - {id: e, type: ${RETURN}, format: "{{ error.message }}"}\n`,
    ),
  );
  const paused = await project.run('late');
  expect(paused.state.current).toBe('PAUSED');
  await sleep(100);
  const ended = await resume(project, 'late', paused, { inputs: {} });
  expect([ended.state.current, statesOf(ended)]).toEqual(['FAILED', { hold: 'FAILED', e: 'SUCCESS' }]);
});

it('is killed while it waits for its time, and while nobody works on it', async () => {
  const project = await runningProject({
    ...flowFile('waits', `tasks:\n  - {id: hold, type: ${PAUSE}, pauseDuration: PT60S}\n`),
    ...flowFile(
      'holds',
      `tasks:\n  - id: block\n    type: io.kestra.plugin.core.flow.Sequential\n    tasks:\n      - {id: hold, type: ${PAUSE}}\nafterExecution:\n  - {id: last, type: ${RETURN}, format: x}\n`,
    ),
  });
  const handle = await project.start('waits');
  while ((await project.record(handle.id)).state.current !== 'PAUSED') await sleep(10);
  handle.kill();
  const waiting = await handle.result;
  expect([waiting.state.current, outputsOf(waiting, 'hold')]).toMatchObject(['KILLED', { resumed: { to: 'KILLING' } }]);

  const paused = await project.run('holds');
  const { flow, text } = await project.flow('holds');
  const killed = await (await killPaused({ flow, flowText: text, executionId: paused.id }, project.host)).result;
  expect(statesOf(killed)).toEqual({ block: 'KILLED', hold: 'KILLED', last: 'SUCCESS' });
  expect(history(killed)).toEqual(['CREATED', 'RUNNING', 'PAUSED', 'RESTARTED', 'KILLING', 'KILLED']);
});

it('runs onPause once, and keeps its log over the pause', async () => {
  const project = await runningProject(
    flowFile(
      'tells',
      `tasks:\n  - id: hold\n    type: ${PAUSE}\n    onPause: {id: tell, type: io.kestra.plugin.core.log.Log, message: paused}\n    tasks:\n      - {id: old, type: ${RETURN}, format: old}\n`,
    ),
  );
  const paused = await project.run('tells');
  const ended = await resume(project, 'tells', paused, { inputs: {} });
  expect(statesOf(ended)).toEqual({ hold: 'SUCCESS', tell: 'SUCCESS', old: 'SUCCESS' });
  const attempt = ended.taskRunList.find(({ taskId }) => taskId === 'tell')?.attempts[0];
  if (attempt === undefined) throw new Error('expected an attempt');
  const lines = await readAttemptLog(join(project.host.executionsDirectory, ended.id), attempt);
  expect(lines.map(({ message }) => message)).toEqual(['paused']);
});

it('on the command line: exit status 3, how to go on, and 2 for wrong inputs', async () => {
  const { dir, path } = await tempProject(
    flowFile('approve', `tasks:\n  - {id: hold, type: ${PAUSE}, onResume: [{id: ok, type: BOOL}]}\n`),
  );
  const run = await runGitphony(['run', 'company.team.approve'], { cwd: dir });
  expect(run.exitCode).toBe(3);
  const id = /^execution (\w+)/m.exec(run.stderr)?.[1] ?? '';
  expect(run.stderr).toContain(`gitphony executions resume ${id} -i ok=…`);
  const wrong = await runGitphony(['executions', 'resume', id, '-i', 'no=1'], { cwd: dir });
  expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining('ok: expected a value (BOOL)')]);
  const right = await runGitphony(['executions', 'resume', id, '-i', 'ok=true'], { cwd: dir });
  expect(right.exitCode).toBe(0);
  expect(await readFile(path('.gitphony', 'executions', id, 'execution.json'), 'utf8')).toContain(
    '"onResume":{"ok":true}',
  );
});
