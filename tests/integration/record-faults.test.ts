import { appendFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { guardStdout } from '../../src/github/guard-stdout.ts';
import { createRecordCopier } from '../../src/github/record-files.ts';
import { createRecordUploader } from '../../src/github/record-uploader.ts';
import { uploadArtifact } from '../../src/github/upload-artifact.ts';
import { artifactFiles } from '../support/artifact-files.ts';
import type { PlannedFailure } from '../support/planned-failures.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { tempProject } from '../support/temp-project.ts';

/** The record of a run on its way to a service in trouble: it arrives whole, or what is missing is said. */
let results: ResultsService;
const stdout = guardStdout();
beforeEach(async () => {
  results = await startResultsService();
  for (const [name, value] of Object.entries(results.jobEnv({ runId: 'faults' }))) vi.stubEnv(name, value);
  vi.stubEnv('GITHUB_SERVER_URL', 'https://github.com');
  stdout.guard({ foreign: () => undefined });
});
afterEach(async () => {
  stdout.release();
  vi.unstubAllEnvs();
  await results.close();
});

const troubles: readonly (PlannedFailure & { readonly name: string })[] = [
  { name: 'an error of the server when it begins', match: /CreateArtifact/, reply: { status: 500, body: 'down' } },
  { name: 'an error of the server when it ends', match: /FinalizeArtifact/, reply: { status: 503, body: 'down' } },
  { name: 'a refusal', match: /CreateArtifact/, reply: { status: 400, body: { code: 'invalid_argument', msg: 'no' } } },
  { name: 'a dropped connection', match: /CreateArtifact/, reply: 'drop' },
  { name: 'a dropped upload', match: /^PUT .*\/blob\//, reply: 'drop' },
  { name: 'a slow upload', match: /^PUT .*\/blob\//, delay: 1500, times: 2 },
];

test.each(troubles)('under $name the parts make the whole', async (trouble) => {
  const project = await tempProject({ 'executions/e1/journal.jsonl': 'one\n', 'tmp/x': '' });
  results.fail(trouble);
  const warnings: string[] = [];
  const uploader = createRecordUploader({
    name: 'record',
    copier: createRecordCopier(project.dir, 'full'),
    temporaryDirectory: project.path('tmp'),
    upload: uploadArtifact,
    warn: (message) => warnings.push(message),
    interval: 100,
  });
  await vi.waitFor(() => expect(results.store.list('faults').length + warnings.length).toBeGreaterThan(0), {
    timeout: 30_000,
  });
  await appendFile(project.path('executions/e1/journal.jsonl'), 'two\n');
  expect(await uploader.close()).toMatchObject({ isComplete: true });
  const uploaded = results.store.list('faults');
  const files = Object.assign({}, ...(await Promise.all(uploaded.map(artifactFiles)))) as Record<string, string>;
  expect(
    Object.keys(files)
      .toSorted()
      .map((path) => files[path])
      .join(''),
  ).toBe('one\ntwo\n');
  expect(new Set(uploaded.map(({ name }) => name)).size).toBe(uploaded.length);
});
