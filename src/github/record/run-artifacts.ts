import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { GitphonyError } from '../../contract/errors.ts';
import type { GithubRepository } from '../api/client.ts';
import { githubStatus } from '../api/explain-failure.ts';
import type { ArtifactSource } from './artifact-source.ts';
import { digestOf } from './own-artifacts.ts';
import { recordError } from './record-error.ts';

/** The artifacts of another run, by the REST API. The token needs `Actions: read`. */
export function runArtifacts({ octokit, place }: GithubRepository, runId: number): ArtifactSource {
  return {
    async list() {
      const query = { ...place, run_id: runId, per_page: 100 };
      const artifacts = await octokit.paginate(octokit.rest.actions.listWorkflowRunArtifacts, query);
      return artifacts
        .filter(({ expired }) => !expired)
        .map(({ id, name, size_in_bytes: size, digest }) => ({ id, name, size, digest: digest ?? undefined }));
    },
    async download({ id, name, size }, folder) {
      const file = join(folder, 'artifact.zip');
      const address = await addressOf(id, name);
      const response = await fetch(address);
      if (!response.ok || response.body === null) {
        throw new GitphonyError(
          'GITHUB_DOWN',
          `the artifact ${name} could not be downloaded: HTTP ${response.status}`,
          {
            hint: 'try again',
            retryable: true,
          },
        );
      }
      const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
      await pipeline(body, atMost(size, name), createWriteStream(file, { flags: 'wx' }));
      return { file, digest: await digestOf(file) };
    },
  };

  async function addressOf(id: number, name: string): Promise<string> {
    try {
      const { headers } = await octokit.rest.actions.downloadArtifact({
        ...place,
        artifact_id: id,
        archive_format: 'zip',
        request: { redirect: 'manual' },
      });
      if (headers.location !== undefined) return headers.location;
    } catch (error) {
      // Its retention is over, or somebody has deleted it since it was listed.
      if (githubStatus(error) !== 410 && githubStatus(error) !== 404) throw error;
    }
    throw recordError('RECORD_MISSING', `the artifact ${name} is gone`);
  }
}

/** More than was announced is not written. */
function atMost(size: number, name: string) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let seen = 0;
    for await (const chunk of chunks) {
      seen += chunk.length;
      if (seen > size) throw recordError('RECORD_DAMAGED', `the artifact ${name} is larger than its list says`);
      yield chunk;
    }
  };
}
