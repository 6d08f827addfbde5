import { quietly } from './guard-stdout.ts';
import type { UploadArtifact } from './record-uploader.ts';

/** Uploads files as one artifact of this job. The client is loaded with the first upload: it is large. */
export const uploadArtifact: UploadArtifact = async (name, files, root) => {
  await uploadFor(undefined)(name, files, root);
};

/** Uploads artifacts that are kept for so many days; undefined: as long as the repository keeps them. */
export function uploadFor(retentionDays: number | undefined): UploadArtifact {
  return async (name, files, root) => {
    const { DefaultArtifactClient } = await import('@actions/artifact');
    const options = retentionDays === undefined ? {} : { retentionDays };
    await quietly(() => new DefaultArtifactClient().uploadArtifact(name, [...files], root, options));
  };
}
