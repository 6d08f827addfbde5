import { readFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { resumeExecution, restartExecution } from '../../src/engine/index.ts';
import { processStartTime } from '../../src/util/process-identity.ts';
import { flowFile, type RunningProject, runningProject, statesOf } from '../support/flow-project.ts';

const RETURN = 'io.kestra.plugin.core.debug.Return';
const SHELL = 'io.kestra.plugin.scripts.shell.Commands';

/** Writes its pid, then hangs for as long as the file `go` is missing. */
const hanging = (id: string, folder: string): string =>
  `- {id: ${id}, type: ${SHELL}, taskRunner: {type: io.kestra.plugin.core.runner.Process}, commands: ['echo $$ >> ${folder}/pids; for i in $(seq 600); do [ -e ${folder}/go ] && exit 0; sleep 0.1; done; exit 9']}`;

async function resume(project: RunningProject, id: string, execution: Execution): Promise<Execution> {
  const { flow, text } = await project.flow(id);
  const request = { flow, flowText: text, executionId: execution.id, isForeign: true };
  return (await resumeExecution(request, project.host)).result;
}

async function pidsOf(project: RunningProject): Promise<number[]> {
  for (let tries = 0; tries < 200; tries += 1) {
    const text = await readFile(join(project.folder, 'pids'), 'utf8').catch(() => '');
    if (text !== '') return text.trim().split('\n').map(Number);
    await sleep(25);
  }
  throw new Error('the script did not begin');
}

describe('control plane 7: restart, the engine stops itself', () => {
  it('leaves an execution resumable: children end, nothing is recorded as failed, a resume goes on', async () => {
    const project = await runningProject({});
    const flow = `id: slow
namespace: company.team
tasks:
  - id: first
    type: ${RETURN}
    format: done
  - id: around
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
      - id: quick
        type: ${RETURN}
        format: quick
      ${hanging('hang', project.folder)}
    errors:
      - {id: handler, type: ${RETURN}, format: handled}
  - id: last
    type: ${RETURN}
    format: "{{ outputs.first.value }}"
finally:
  - {id: tidy, type: ${RETURN}, format: tidy}
`;
    await write(project, { 'flows/slow.yaml': flow });
    const handle = await project.start('slow');
    const pids = await pidsOf(project);
    handle.stop('the limit is near');
    const stopped = await handle.result;
    expect(stopped.state.current).toBe('RUNNING');
    expect(stopped.state.endDate).toBeUndefined();
    expect(stopped.notices?.map(({ message }) => message)).toEqual(['stopped, to be resumed: the limit is near']);
    expect(statesOf(stopped)).toEqual({ first: 'SUCCESS', around: 'RUNNING', quick: 'SUCCESS', hang: 'RUNNING' });
    expect(pids.map((pid) => processStartTime(pid))).toEqual(pids.map(() => undefined));

    await write(project, { go: '' });
    const ended = await resume(project, 'slow', stopped);
    expect(statesOf(ended)).toEqual({
      first: 'SUCCESS',
      around: 'SUCCESS',
      quick: 'SUCCESS',
      hang: 'SUCCESS',
      last: 'SUCCESS',
      tidy: 'SUCCESS',
    });
    const attempts = Object.fromEntries(ended.taskRunList.map(({ taskId, attempts: all }) => [taskId, all.length]));
    expect(attempts).toMatchObject({ first: 1, quick: 1, hang: 2 });
  });

  it('stops while a task waits for its next attempt, while a pause waits for the clock, and in a called flow', async () => {
    const project = await runningProject({
      'flows/retry.yaml': flowText(
        'retry',
        `  - {id: fail, type: io.kestra.plugin.core.execution.Fail, retry: {type: constant, interval: PT1H, maxAttempts: 2}}`,
      ),
      'flows/wait.yaml': flowText(
        'wait',
        `  - {id: wait, type: io.kestra.plugin.core.flow.Pause, pauseDuration: PT1H}`,
      ),
      'flows/caller.yaml': flowText(
        'caller',
        `  - {id: call, type: io.kestra.plugin.core.flow.Subflow, namespace: company.team, flowId: wait, wait: true}`,
      ),
    });
    for (const [id, state] of [
      ['retry', 'RETRYING'],
      ['wait', 'PAUSED'],
      ['caller', 'RUNNING'],
    ] as const) {
      const handle = await project.start(id);
      await sleep(700);
      handle.stop('now');
      const stopped = await handle.result;
      expect([id, stopped.state.endDate, stopped.state.current === 'PAUSED', Object.values(statesOf(stopped))]).toEqual(
        [id, undefined, false, [state]],
      );
    }
  });

  it('a kill before it stands, and after the last task nothing is left to stop', async () => {
    const project = await runningProject({});
    await write(project, { 'flows/slow.yaml': flowText('slow', `  ${hanging('hang', project.folder)}`) });
    const handle = await project.start('slow');
    const pids = await pidsOf(project);
    handle.kill('cancelled');
    handle.stop('the limit is near');
    expect((await handle.result).state.current).toBe('KILLED');
    expect(pids.map((pid) => processStartTime(pid))).toEqual(pids.map(() => undefined));
  });
});

describe('control plane 7: restart, what was made is not here', () => {
  it('runs a good task again where it is said to be lost, with what is around it, and nothing else', async () => {
    const project = await runningProject(
      flowFile(
        'lost',
        `tasks:
  - id: around
    type: io.kestra.plugin.core.flow.Sequential
    tasks:
      - {id: made, type: ${RETURN}, format: made}
      - {id: kept, type: ${RETURN}, format: kept}
  - {id: fail, type: io.kestra.plugin.core.execution.Fail, condition: "{{ taskrun.attemptsCount < 1 }}"}
`,
      ),
    );
    const failed = await project.run('lost');
    const { flow, text } = await project.flow('lost');
    const lost = new Set(failed.taskRunList.filter(({ taskId }) => taskId === 'made').map(({ id }) => id));
    const request = { flow, flowText: text, executionId: failed.id, isForeign: true, lost };
    const ended = await (await restartExecution(request, project.host)).result;
    expect(ended.state.current).toBe('SUCCESS');
    const attempts = Object.fromEntries(ended.taskRunList.map(({ taskId, attempts: all }) => [taskId, all.length]));
    expect(attempts).toEqual({ around: 2, made: 2, kept: 1, fail: 2 });
  });
});

function flowText(id: string, tasks: string): string {
  return `id: ${id}\nnamespace: company.team\ntasks:\n${tasks}\n`;
}

async function write({ folder }: RunningProject, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
