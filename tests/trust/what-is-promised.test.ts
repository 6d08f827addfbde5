import { readdirSync, readFileSync, statSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { readExecution, resumeExecution } from '../../src/engine/index.ts';
import { flowFile, type RunningProject, runningProject } from '../support/flow-project.ts';
import { projectRoot } from '../support/tool-paths.ts';
import { createEngineScene, toyFlow, toyTask } from '../support/engine-scene.ts';
import { defineTask } from '../../src/contract/task.ts';
import { Type } from '../../src/contract/schema.ts';
import { startExecution } from '../../src/engine/index.ts';

/** Cuts the journal behind the last line that matches: as if the process had died there. */
async function cutAfter(directory: string, pattern: RegExp): Promise<void> {
  const file = join(directory, 'journal.jsonl');
  const lines = (await readFile(file, 'utf8')).split('\n');
  const last = lines.findLastIndex((line) => pattern.test(line));
  expect(last).toBeGreaterThan(-1);
  await writeFile(file, `${lines.slice(0, last + 1).join('\n')}\n`);
  await rm(join(directory, 'execution.json'), { force: true });
}

async function resume(project: RunningProject, id: string, execution: Execution): Promise<Execution> {
  const { flow, text } = await project.flow(id);
  // What the test's own process has written counts as another machine's.
  const request = { flow, flowText: text, executionId: execution.id, isForeign: true };
  return (await resumeExecution(request, project.host)).result;
}

const RETURN = 'io.kestra.plugin.core.debug.Return';
const two = flowFile(
  'two',
  `tasks:\n  - {id: first, type: ${RETURN}, format: a}\n  - {id: second, type: ${RETURN}, format: b}\n`,
);

test('a task run that is recorded as ended is not run again', async () => {
  const project = await runningProject(two);
  const before = await project.run('two');
  const directory = join(project.host.executionsDirectory, before.id);
  const first = before.taskRunList[0]?.id ?? '';
  await cutAfter(directory, new RegExp(`"taskrun.state".*"${first}".*"SUCCESS"`));
  const after = await resume(project, 'two', before);
  expect(after.state.current).toBe('SUCCESS');
  expect(after.taskRunList.map(({ taskId, attempts }) => [taskId, attempts.length])).toEqual([
    ['first', 1],
    ['second', 1],
  ]);
  expect(after.taskRunList[0]?.state.histories).toEqual(before.taskRunList[0]?.state.histories);
});

test('a task run without a recorded end is interrupted, and its type says what a resume does with it', async () => {
  const seen: string[] = [];
  const define = (name: string, interrupted: 'rerun' | 'reattach' | 'fail') =>
    defineTask({
      type: `toy.${name}`,
      title: name,
      interrupted,
      properties: Type.Object({}),
      outputs: Type.Object({}),
      examples: [],
      async run(_properties, context) {
        seen.push(`${name} interrupted ${context.taskRun.interrupted}`);
        return {};
      },
    });
  const types = [define('Rerun', 'rerun'), define('Reattach', 'reattach'), define('Fail', 'fail')];
  for (const { type } of types) {
    await using scene = await createEngineScene(types);
    const flow = toyFlow([toyTask('task', type)]);
    const begun = await startExecution({ flow, flowText: '', inputs: {} }, scene.host);
    const { id } = await begun.result;
    await cutAfter(join(scene.host.executionsDirectory, id), /"attempt.started"/);
    expect((await readExecution(join(scene.host.executionsDirectory, id))).state.endDate).toBeUndefined();
    const request = { flow, flowText: '', executionId: id, isForeign: true };
    const ended = await (await resumeExecution(request, scene.host)).result;
    const errors = ended.taskRunList[0]?.attempts.map(({ error }) => error?.code);
    expect([type, ended.state.current, errors?.[0]]).toEqual([
      type,
      type === 'toy.Fail' ? 'FAILED' : 'SUCCESS',
      'INTERRUPTED',
    ]);
    const warned = scene.logs.some(({ message }) => message.includes('may happen twice'));
    expect(warned, type).toBe(type === 'toy.Rerun');
  }
  expect(seen).toEqual([
    'Rerun interrupted false',
    'Rerun interrupted true',
    'Reattach interrupted false',
    'Reattach interrupted true',
    'Fail interrupted false',
  ]);
});

test('the id of a task run is the same after a resume', async () => {
  const project = await runningProject(two);
  const before = await project.run('two');
  await cutAfter(join(project.host.executionsDirectory, before.id), /"attempt.started".*/);
  const after = await resume(project, 'two', before);
  expect(after.taskRunList.map(({ id }) => id)).toEqual(before.taskRunList.map(({ id }) => id));
});

test('no text claims exactly once', () => {
  const texts = [
    ...textsBelow('docs'),
    ...textsBelow('src'),
    ...textsBelow('cli'),
    ...textsBelow('action', ['dist']),
    'README.md',
    'ARCHITECTURE.md',
  ];
  expect(texts.length).toBeGreaterThan(500);
  const claims = texts.filter((file) => {
    const text = readFileSync(join(projectRoot, file), 'utf8');
    // It may be denied.
    return /exactly[- ]once/i.test(text.replaceAll(/(?:not promised:|never said to be) exactly once/gi, ''));
  });
  expect(claims).toEqual([]);
});

function textsBelow(folder: string, without: readonly string[] = []): string[] {
  return readdirSync(join(projectRoot, folder)).flatMap((name) => {
    const path = join(folder, name);
    if (without.includes(name) || name === 'generated') return [];
    if (statSync(join(projectRoot, path)).isDirectory()) return textsBelow(path, without);
    return /\.(ts|md|yml)$/.test(name) ? [path] : [];
  });
}
