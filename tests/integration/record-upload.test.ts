import { appendFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { guardStdout } from '../../src/github/guard-stdout.ts';
import { createRecordCopier } from '../../src/github/record-files.ts';
import { createRecordUploader } from '../../src/github/record-uploader.ts';
import { uploadArtifact } from '../../src/github/upload-artifact.ts';
import { artifactFiles } from '../support/artifact-files.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';

/** The uploader with GitHub's own artifact client, while a journal grows. */
let results: ResultsService;
let project: TempProject;
beforeAll(async () => {
  [results, project] = await Promise.all([startResultsService(), makeTempProject()]);
  for (const [name, value] of Object.entries(results.jobEnv({ runId: 'upload' }))) vi.stubEnv(name, value);
  vi.stubEnv('GITHUB_SERVER_URL', 'https://github.com');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([results.close(), project.remove()]);
});

/** What the log would show; the client prints some 25 lines for each upload. */
const printed: string[] = [];
const stdout = guardStdout();
beforeEach(() => stdout.guard({ foreign: (text) => printed.push(text) }));
afterEach(() => stdout.release());

it('uploads while the execution runs; what failed goes with the next; the parts make the whole', async () => {
  await project.write({ 'executions/e1/journal.jsonl': 'one\n', 'tmp/x': '' });
  const warnings: string[] = [];
  const uploader = createRecordUploader({
    name: 'record',
    copier: createRecordCopier(project.dir, 'full'),
    temporaryDirectory: project.path('tmp'),
    upload: uploadArtifact,
    warn: (message) => warnings.push(message),
    interval: 50,
  });
  const arrived = (count: number) =>
    vi.waitFor(() => expect(results.store.list('upload')).toHaveLength(count), { timeout: 20_000 });
  await arrived(1);

  results.fail({ match: /FinalizeArtifact/, reply: { status: 400, body: { code: 'invalid_argument', msg: 'no' } } });
  await appendFile(project.path('executions/e1/journal.jsonl'), 'two\n');
  await arrived(2);
  expect(warnings).toEqual([expect.stringContaining('tries again')]);

  await appendFile(project.path('executions/e1/journal.jsonl'), 'three\n');
  expect(await uploader.close()).toMatchObject({ isComplete: true });
  const uploaded = results.store.list('upload');
  expect(uploaded.map(({ name }) => name)).toEqual(['record-0', 'record-2', 'record-3']);
  const files = Object.assign({}, ...(await Promise.all(uploaded.map(artifactFiles)))) as Record<string, string>;
  const parts = Object.keys(files).toSorted();
  expect(printed.filter((text) => !text.startsWith('::add-mask::'))).toEqual([]);
  expect(printed.length).toBeGreaterThan(0);
  expect(parts.map((path) => files[path]).join('')).toBe('one\ntwo\nthree\n');
});
