import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Execution } from '../../src/contract/execution.ts';
import { runGitphony } from '../support/cli.ts';
import { startTestTaxi, type TaxiServer } from '../support/taxi.ts';
import { tempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** The shipped flow as it is: Python, Go, Rust, Java and C as processes, SQL on the embedded PostgreSQL. */
const rows = 2000;
let taxi: TaxiServer;
beforeAll(async () => {
  taxi = await startTestTaxi(rows);
});
afterAll(() => taxi.close());

async function scene(change: (flow: string) => string = (flow) => flow) {
  const flow = await readFile(join(projectRoot, 'flows', 'six-languages.yaml'), 'utf8');
  const project = await tempProject({
    'gitphony.yaml': 'services: {postgres: embedded}\n',
    'flows/six-languages.yaml': change(flow),
  });
  const run = () =>
    runGitphony(['run', 'gitphony.examples.six_languages', '--input', `source=${taxi.url}`, '--json'], {
      cwd: project.dir,
    });
  return {
    project,
    run,
    [Symbol.asyncDispose]: async () => void (await runGitphony(['services', 'down'], { cwd: project.dir })),
  };
}

test('six languages find the same busiest hour, and the fastest one is drawn', async () => {
  await using started = await scene();
  const ended = await started.run();
  expect(ended.exitCode, ended.stderr).toBe(0);
  const { state, outputs, taskRunList } = JSON.parse(ended.stdout) as Execution;
  expect(state.current).toBe('SUCCESS');
  expect(outputs).toMatchObject({
    answer: expect.stringMatching(/^\d+ [1-9]\d* [1-9]\d*$/u),
    fastest: expect.stringMatching(/^(?:Python|Go|Rust|Java|C|SQL)$/u),
  });
  const outputsOf = (id: string) => taskRunList.find(({ taskId }) => taskId === id)?.outputs;
  const told = { vars: { answer: outputs['answer'] } };
  for (const id of ['python', 'go', 'rust', 'java', 'c']) expect(outputsOf(id), id).toMatchObject(told);
  expect(outputsOf('sql')).toMatchObject({ row: { answer: outputs['answer'] } });
  const stored = new URL(outputs['chart'] as string).pathname;
  const picture = await readFile(join(started.project.dir, '.gitphony', 'storage', stored), 'utf8');
  for (const name of ['Python', 'Go', 'Rust', 'Java', 'C', 'SQL']) expect(picture).toContain(`>${name}</text>`);
}, 180_000);

test('a language that counts otherwise fails the run', async () => {
  await using started = await scene((flow) => flow.replace('amount * 100.0', 'amount * 101.0'));
  const ended = await started.run();
  expect(ended.exitCode).toBe(1);
  const { taskRunList } = JSON.parse(ended.stdout) as Execution;
  expect(taskRunList.find(({ taskId }) => taskId === 'agree')?.state.current).toBe('FAILED');
  expect(taskRunList.some(({ taskId }) => taskId === 'chart')).toBe(false);
}, 180_000);
