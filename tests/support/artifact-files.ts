import { execa } from 'execa';
import type { StoredArtifact } from './artifact-store.ts';
import { makeTempProject } from './temp-project.ts';
import { readFile } from 'node:fs/promises';
import { glob } from 'tinyglobby';

/** The files of an uploaded artifact: path → text. Unpacked by Python's own module: a Debian without unzip has that. */
export async function artifactFiles(artifact: StoredArtifact): Promise<Readonly<Record<string, string>>> {
  await using folder = await makeTempProject({ 'artifact.zip': artifact.content });
  await execa('python3', ['-m', 'zipfile', '-e', folder.path('artifact.zip'), folder.path('files')]);
  const paths = await glob('**/*', { cwd: folder.path('files'), dot: true });
  const entries = paths.toSorted().map(async (path) => [path, await readFile(folder.path('files', path), 'utf8')]);
  return Object.fromEntries((await Promise.all(entries)) as [string, string][]);
}
