import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { quietly } from '../guard-stdout.ts';
import type { ArtifactSource } from './artifact-source.ts';
import { recordError } from './record-error.ts';

/** The artifacts of the run that this job belongs to, all attempts. By the runner's own token: no permission is needed. */
export const ownArtifacts: ArtifactSource = {
  async list() {
    const { DefaultArtifactClient } = await import('@actions/artifact');
    const { artifacts } = await quietly(() => new DefaultArtifactClient().listArtifacts({ latest: false }));
    return artifacts.map(({ id, name, size, digest }) => ({ id, name, size, digest }));
  },
  async download({ id, name }, folder) {
    const { DefaultArtifactClient } = await import('@actions/artifact');
    // Not unpacked by the client: it would follow what the archive says of paths and sizes.
    await quietly(() => new DefaultArtifactClient().downloadArtifact(id, { path: folder, skipDecompress: true }));
    const [file] = await readdir(folder);
    if (file === undefined) throw recordError('RECORD_DAMAGED', `nothing came of the artifact ${name}`);
    return { file: join(folder, file), digest: await digestOf(join(folder, file)) };
  },
};

/** `sha256:<hex>` of a file. */
export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return `sha256:${hash.digest('hex')}`;
}
