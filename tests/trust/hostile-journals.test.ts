import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { ListedArtifact } from '../../src/github/record/artifact-source.ts';
import { fetchRecord, newestUploads } from '../../src/github/record/fetch-record.ts';
import { digestOf } from '../../src/github/record/own-artifacts.ts';
import { printManifest, type RecordManifest } from '../../src/github/record/manifest.ts';
import { buildTestAction, type BuiltAction } from '../support/action.ts';
import { workflowAttempts } from '../support/action-attempts.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { makeTempProject } from '../support/temp-project.ts';
import { zipOf } from '../support/zip-of.ts';

let action: BuiltAction;
let results: ResultsService;
beforeAll(async () => {
  [action, results] = await Promise.all([buildTestAction(), startResultsService()]);
});
afterAll(async () => {
  await Promise.all([action.remove(), results.close()]);
});

const record = 'R'.repeat(22);
const own: RecordManifest = {
  repository: 'octo/flows',
  headRepository: 'octo/flows',
  workflow: '.github/workflows/demo.flow.yml',
  flow: 'demo.flow',
  flowHash: 'hash',
  event: 'schedule',
  ref: 'refs/heads/main',
  runId: '7',
  attempt: 1,
  job: 'run',
  record,
  history: 'full',
  executions: ['execution1'],
};

/** Fetches a record whose manifest says this, from a service that hands on another archive where `swapped`. */
async function fetch(manifest: RecordManifest, { swapped = false } = {}): Promise<unknown> {
  const folder = await makeTempProject();
  onTestFinished(folder.remove);
  const file = folder.path('a.zip');
  await writeFile(file, await zipOf([{ path: 'record.json', text: printManifest(manifest) }]));
  const listed: ListedArtifact = {
    id: 1,
    name: `gitphony-flow-${record}-1-0`,
    size: 100,
    digest: await digestOf(file),
  };
  if (swapped) await writeFile(file, await zipOf([{ path: 'record.json', text: `${printManifest(manifest)} ` }]));
  const source = {
    list: () => Promise.resolve([listed]),
    async download(_artifact: ListedArtifact, target: string) {
      await copyFile(file, join(target, 'a.zip'));
      return { file: join(target, 'a.zip'), digest: await digestOf(file) };
    },
  };
  const [uploads] = newestUploads([listed], () => true);
  if (uploads === undefined) throw new Error('expected uploads');
  const { attempt: _attempt, record: _record, history: _history, job: _job, executions: _all, ...expected } = own;
  const work = folder.path('work');
  await mkdir(work);
  return fetchRecord(source, uploads, { work, expected, key: undefined });
}

test('a record of another repository, head repository, workflow, flow, branch or event is refused', async () => {
  await expect(fetch(own)).resolves.toMatchObject({ manifest: own });
  const others: readonly Partial<RecordManifest>[] = [
    { repository: 'eve/flows' },
    { headRepository: 'eve/flows' },
    { workflow: '.github/workflows/demo.other.yml' },
    { flow: 'demo.other' },
    { ref: 'refs/heads/eve' },
    { event: 'pull_request' },
    { runId: '8' },
    { record: 'S'.repeat(22) },
    { attempt: 2 },
  ];
  for (const other of others) {
    const [value] = Object.values(other);
    await expect(fetch({ ...own, ...other }), JSON.stringify(other)).rejects.toMatchObject({
      code: 'RECORD_FOREIGN',
      message: expect.stringContaining(String(value)),
    });
  }
});

test('a record whose digest does not agree is refused', async () => {
  await expect(fetch(own, { swapped: true })).rejects.toMatchObject({
    code: 'RECORD_DAMAGED',
    message: expect.stringMatching(/has the digest sha256:\w+, expected sha256:\w+/),
  });
});

const flow = (message: string): string => `id: flow
namespace: demo
tasks:
  - {id: tell, type: io.kestra.plugin.core.log.Log, message: ${message}}
  - {id: fail, type: io.kestra.plugin.core.execution.Fail}
`;

test('another revision of the flow has to be asked for', async () => {
  const run = workflowAttempts(results, '8101', { dist: action.dist, files: { 'flows/flow.yaml': flow('first') } });
  await run.run();
  const second = await run.run({ files: { 'flows/flow.yaml': flow('second') } });
  expect(second.stdout).toMatch(/^::warning title=Gitphony%3A RECORD_FOREIGN::.*revision of the flow.*starts over/ms);
  expect(second.stdout).toContain('second');
  expect(second.summary).not.toContain('Resumed from');
  // That another run can ask for it, and is refused where it does not, is shown by tests/integration/resume-run.test.ts.
});

test('the summary of a failure offers a restart with the latest commit', async () => {
  const run = workflowAttempts(results, '8102', { dist: action.dist, files: { 'flows/flow.yaml': flow('first') } });
  expect((await run.run()).summary).toContain('`gitphony executions restart --github 8102 --latest`');
});
