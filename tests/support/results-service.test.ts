import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ResultsService, startResultsService } from './results-service.ts';
import { tempProject } from './temp-project.ts';

let service: ResultsService;
const client = new DefaultArtifactClient();

beforeEach(async () => {
  service = await startResultsService();
  for (const [name, value] of Object.entries(service.jobEnv({ runId: 'run-1', jobId: 'job-1' })))
    vi.stubEnv(name, value);
  // The client reports progress as workflow commands on stdout.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await service.close();
});

async function upload(
  name: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): ReturnType<typeof client.uploadArtifact> {
  const project = await tempProject(files);
  const paths = Object.keys(files).map((file) => project.path(file));
  return client.uploadArtifact(name, paths, project.dir, { retentionDays: 3 });
}

describe('the real artifact client', () => {
  test('uploads, lists and downloads the same bytes', async () => {
    const big = Buffer.alloc(9_000_000, 'gitphony');
    const { id, size, digest } = await upload('journal', { 'a/events.jsonl': '{"seq":1}\n', 'big.bin': big });
    expect(size).toBeGreaterThan(0);

    const { artifacts } = await client.listArtifacts();
    expect(artifacts).toMatchObject([{ name: 'journal', id, size, digest: `sha256:${digest}` }]);

    const target = await tempProject();
    const { digestMismatch } = await client.downloadArtifact(id ?? 0, {
      path: target.dir,
      expectedHash: `sha256:${digest}`,
    });
    expect(digestMismatch).toBe(false);
    expect(await readFile(join(target.dir, 'a/events.jsonl'), 'utf8')).toBe('{"seq":1}\n');
    expect(big.equals(await readFile(join(target.dir, 'big.bin')))).toBe(true);
  });

  test('is refused a second artifact of the same name in one run', async () => {
    await upload('journal', { a: '1' });
    await expect(upload('journal', { a: '2' })).rejects.toThrow(/\(409\).*an artifact with this name already exists/);
    vi.stubEnv('ACTIONS_RUNTIME_TOKEN', service.jobEnv({ runId: 'run-2' }).ACTIONS_RUNTIME_TOKEN);
    await upload('journal', { a: '2' });
    expect(service.store.list().map(({ runId }) => runId)).toEqual(['run-1', 'run-2']);
  });

  test('deletes by name and then finds nothing', async () => {
    await upload('journal', { a: '1' });
    await client.deleteArtifact('journal');
    await expect(client.getArtifact('journal')).rejects.toThrow(/Artifact not found/);
  });

  test('sees a planned failure and recovers by its own retry', async () => {
    service.fail({ match: /CreateArtifact/, reply: { status: 503, body: { code: 'unavailable', msg: 'busy' } } });
    await upload('journal', { a: '1' });
    expect(service.store.list()).toHaveLength(1);
  });
});

describe('what the client would not send', () => {
  const call = async (
    method: string,
    fields: object,
    token?: string,
  ): Promise<{ status: number; code: string; url: string }> => {
    const { ACTIONS_RUNTIME_TOKEN } = service.jobEnv({ runId: 'run-1' });
    const response = await fetch(`${service.url}/twirp/github.actions.results.api.v1.ArtifactService/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token ?? ACTIONS_RUNTIME_TOKEN}` },
      body: JSON.stringify({ workflow_run_backend_id: 'run-1', ...fields }),
    });
    const body = (await response.json()) as { code?: string; signed_upload_url?: string };
    return { status: response.status, code: body.code ?? 'ok', url: body.signed_upload_url ?? '' };
  };

  test.each([
    ['a broken token', 'ListArtifacts', {}, 'nonsense', 401, 'unauthenticated'],
    ['another run', 'ListArtifacts', { workflow_run_backend_id: 'run-9' }, undefined, 403, 'permission_denied'],
    ['a name with a slash', 'CreateArtifact', { name: 'a/b', version: 7 }, undefined, 400, 'invalid_argument'],
    ['an old version', 'CreateArtifact', { name: 'a', version: 3 }, undefined, 400, 'invalid_argument'],
    ['an upload that was never begun', 'FinalizeArtifact', { name: 'a' }, undefined, 404, 'not_found'],
    ['an unknown method', 'Nonsense', {}, undefined, 404, 'bad_route'],
  ])('%s is refused', async (_what, method, fields, token, status, code) => {
    expect(await call(method, fields, token)).toMatchObject({ status, code });
  });

  test('a wrong size, a wrong hash, an unstaged block', async () => {
    const { url } = await call('CreateArtifact', { name: 'a', version: 7 });
    const list = '<BlockList><Latest>QUFB</Latest></BlockList>';
    expect((await fetch(`${url}&comp=blocklist`, { method: 'PUT', body: list })).status).toBe(400);
    expect((await fetch(`${url}&comp=block&blockid=QUFB`, { method: 'PUT', body: 'abc' })).status).toBe(201);
    expect((await fetch(`${url}&comp=blocklist`, { method: 'PUT', body: list })).status).toBe(201);
    expect(await call('FinalizeArtifact', { name: 'a', size: '4' })).toMatchObject({ code: 'invalid_argument' });
    expect(await call('FinalizeArtifact', { name: 'a', size: '3', hash: 'sha256:00' })).toMatchObject({
      code: 'invalid_argument',
    });
    expect(await call('FinalizeArtifact', { name: 'a', size: '3' })).toMatchObject({ code: 'ok' });
    expect(
      (await fetch(url, { method: 'PUT', headers: { 'x-ms-blob-type': 'BlockBlob' }, body: 'later' })).status,
    ).toBe(403);
  });
});
