import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createStopRun } from '../../action/stop-run.ts';
import { createRecordUploader } from '../../src/github/record-uploader.ts';
import { resumeExecution } from '../../src/engine/index.ts';
import { buildTestAction, type BuiltAction } from '../support/action.ts';
import { workflowAttempts } from '../support/action-attempts.ts';
import { artifactFiles } from '../support/artifact-files.ts';
import { flowFile, runningProject } from '../support/flow-project.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { tempProject } from '../support/temp-project.ts';

let action: BuiltAction;
let results: ResultsService;
beforeAll(async () => {
  [action, results] = await Promise.all([buildTestAction(), startResultsService()]);
});
afterAll(async () => {
  await Promise.all([action.remove(), results.close()]);
});

const files = (seconds: number) => ({
  'flows/flow.yaml': `id: flow
namespace: demo
tasks:
  - {id: store, type: io.kestra.plugin.core.storage.Write, content: a small file}
  - {id: wait, type: io.kestra.plugin.core.flow.Sleep, duration: PT${seconds}S}
`,
});
const namesOf = (runId: string): string[] => results.store.list(runId).map(({ name }) => name);
const textOf = async (runId: string): Promise<string> =>
  JSON.stringify(await Promise.all(results.store.list(runId).map(artifactFiles)));

test('segments and small files are uploaded while the run goes, and in the post step', async () => {
  const run = workflowAttempts(results, '8201', { dist: action.dist, files: files(60) });
  await using step = await run.start();
  // Within the half minute that is promised, for the first upload comes after ten seconds.
  await vi.waitFor(() => expect(namesOf('8201')).toHaveLength(1), { timeout: 30_000, interval: 100 });
  expect(await textOf('8201')).toMatch(/execution\.created.*a small file/);
  step.child.kill('SIGKILL');
  await step.result;
  await step.post();
  expect(namesOf('8201').at(-1)).toMatch(/-1-post-0$/);
});

test('artifact names hold the attempt, and a job stays below the number of artifacts that GitHub takes', async () => {
  const run = workflowAttempts(results, '8202', { dist: action.dist, files: files(0) });
  await run.run();
  await run.run();
  expect(namesOf('8202')).toEqual([
    expect.stringMatching(/^gitphony-flow-\w{22}-1-0-SUCCESS$/),
    expect.stringMatching(/^gitphony-flow-\w{22}-2-0-SUCCESS$/),
  ]);
  // Six hours, with news at every moment.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { dir } = await tempProject();
  const pauses: number[] = [];
  const patience = 120_001;
  const fake = globalThis.setTimeout;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation((work: () => void, pause = 0) => {
    if (pause !== patience) pauses.push(pause);
    return fake(work, pause);
  });
  let uploads = 0;
  const uploader = createRecordUploader({
    name: 'r',
    patience,
    temporaryDirectory: dir,
    copier: { copyNews: () => Promise.resolve({ files: ['/f'], commit: () => undefined }) },
    upload: () => {
      uploads += 1;
      return Promise.resolve();
    },
    warn: (text) => expect.unreachable(text),
  });
  let passed = 0;
  for (let round = 0; passed < 6 * 3_600_000; round += 1) {
    // The next pause is chosen when an upload has ended, which takes turns of the real event loop.
    while (pauses.length === round) await new Promise((resolve) => setImmediate(resolve));
    const pause = pauses[round] ?? 0;
    passed += pause;
    vi.advanceTimersByTime(pause);
  }
  vi.restoreAllMocks();
  vi.useRealTimers();
  await uploader.close();
  expect(uploads).toBeGreaterThan(200);
  expect(uploads).toBeLessThan(500);
});

test('the engine stops itself resumable before the limit of the job, and on SIGTERM', async () => {
  const project = await runningProject(
    flowFile(
      'slow',
      `tasks:
  - {id: first, type: io.kestra.plugin.core.debug.Return, format: done}
  - {id: wait, type: io.kestra.plugin.core.flow.Sleep, duration: "{{ taskrun.attemptsCount < 1 ? 'PT1H' : 'PT0S' }}"}
`,
    ),
  );
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const stop = createStopRun(60);
  vi.advanceTimersByTime(50 * 60_000);
  vi.useRealTimers();
  expect(stop.reason).toMatch(/limit of 60 minutes is 10 minutes away/);
  stop.close();
  const onTerm = createStopRun(60);
  const handle = await project.start('slow');
  const watched = onTerm.watch(handle, handle.result);
  await sleep(300);
  process.emit('SIGTERM', 'SIGTERM');
  const stopped = await watched;
  onTerm.close();
  expect(stopped.state.endDate).toBeUndefined();
  const { flow, text } = await project.flow('slow');
  const resumed = await resumeExecution({ flow, flowText: text, executionId: stopped.id }, project.host);
  const ended = await resumed.result;
  expect(ended.state.current).toBe('SUCCESS');
  expect(ended.taskRunList.find(({ taskId }) => taskId === 'first')?.attempts).toHaveLength(1);
});

test('a failed upload does not fail the flow', async () => {
  const run = workflowAttempts(results, '8204', { dist: action.dist, files: files(0) });
  results.fail({ match: /CreateArtifact/, reply: { status: 400, body: { code: 'invalid_argument', msg: 'no' } } });
  const ended = await run.run();
  expect(ended.exitCode, ended.stdout).toBe(0);
  expect(ended.outputs['state']).toBe('SUCCESS');
  expect(ended.stdout).toMatch(/^::warning title=Gitphony%3A record::the record of this run is not complete/m);
});
