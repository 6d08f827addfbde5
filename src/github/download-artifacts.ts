import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quietly } from './guard-stdout.ts';

/** The text of one file of an artifact. */
export interface ArtifactText {
  readonly name: string;
  readonly text: string;
}

/** One file out of every artifact of this run whose name begins so. They are unpacked below `directory`. */
export async function downloadTexts(prefix: string, file: string, directory: string): Promise<readonly ArtifactText[]> {
  const { DefaultArtifactClient } = await import('@actions/artifact');
  const client = new DefaultArtifactClient();
  const { artifacts } = await quietly(() => client.listArtifacts({ latest: true }));
  const texts: ArtifactText[] = [];
  for (const { id, name } of artifacts.filter((artifact) => artifact.name.startsWith(prefix))) {
    const path = await mkdtemp(join(directory, 'artifact-'));
    await quietly(() => client.downloadArtifact(id, { path }));
    texts.push({ name, text: await readFile(join(path, file), 'utf8') });
  }
  return texts;
}
