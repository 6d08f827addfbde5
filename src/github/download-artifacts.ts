import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GitphonyError } from '../contract/errors.ts';
import { quietly } from './guard-stdout.ts';

/** The text of one file of an artifact. */
export interface ArtifactText {
  readonly name: string;
  readonly text: string;
}

/** Another run than this job's. */
export interface OtherRun {
  readonly owner: string;
  readonly repo: string;
  readonly run: number;
  /** May read actions. */
  readonly token: string;
}

/**
 * One file out of every artifact of this run, or of another one, whose name begins so. They are unpacked below `directory`. With several
 * attempts there are those of each.
 */
export async function downloadTexts(
  prefix: string,
  file: string,
  directory: string,
  other?: OtherRun,
): Promise<readonly ArtifactText[]> {
  const { DefaultArtifactClient } = await import('@actions/artifact');
  const client = new DefaultArtifactClient();
  const findBy =
    other === undefined
      ? {}
      : {
          findBy: {
            token: other.token,
            workflowRunId: other.run,
            repositoryOwner: other.owner,
            repositoryName: other.repo,
          },
        };
  const { artifacts } = await quietly(() => client.listArtifacts({ latest: true, ...findBy }));
  const texts: ArtifactText[] = [];
  for (const { id, name, digest } of artifacts.filter((artifact) => artifact.name.startsWith(prefix))) {
    const path = await mkdtemp(join(directory, 'artifact-'));
    const expected = digest === undefined ? {} : { expectedHash: digest };
    const { digestMismatch } = await quietly(() => client.downloadArtifact(id, { path, ...expected, ...findBy }));
    if (digestMismatch === true) {
      throw new GitphonyError(
        'ARTIFACT_CHANGED',
        `expected the artifact ${name} as it was uploaded, its digest differs`,
      );
    }
    texts.push({ name, text: await readFile(join(path, file), 'utf8') });
  }
  return texts;
}
