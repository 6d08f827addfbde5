import { readFile } from 'node:fs/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ArtifactStore } from './artifact-store.ts';
import { startGitHubApi } from './github-api.ts';
import { startResultsService } from './results-service.ts';
import { tempProject } from './temp-project.ts';

test('a later run finds and downloads what an earlier one uploaded', async () => {
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    vi.resetModules();
  });
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const store = new ArtifactStore();
  await using service = await startResultsService(store);
  await using api = await startGitHubApi({ artifacts: store });
  const earlier = api.state.addRun({ path: '.github/workflows/hello.yml', status: 'completed', conclusion: 'failure' });
  for (const [name, value] of Object.entries(service.jobEnv({ runId: String(earlier.id) }))) vi.stubEnv(name, value);
  // @actions/github reads its address when it is loaded.
  vi.stubEnv('GITHUB_API_URL', api.url);
  const { DefaultArtifactClient } = await import('@actions/artifact');
  const client = new DefaultArtifactClient();
  const project = await tempProject({ 'events.jsonl': '{"seq":1}\n' });
  await client.uploadArtifact('journal-1', [project.path('events.jsonl')], project.dir);

  const findBy = { token: 'ghs_read', workflowRunId: earlier.id, repositoryOwner: 'octo', repositoryName: 'flows' };
  const { artifacts } = await client.listArtifacts({ findBy });
  expect(artifacts).toMatchObject([{ name: 'journal-1', digest: store.list()[0]?.digest }]);
  const { id = 0, digest = '' } = artifacts[0] ?? {};
  const target = await tempProject();
  const { digestMismatch } = await client.downloadArtifact(id, { path: target.dir, findBy, expectedHash: digest });
  expect(digestMismatch).toBe(false);
  expect(await readFile(target.path('events.jsonl'), 'utf8')).toBe('{"seq":1}\n');
});
