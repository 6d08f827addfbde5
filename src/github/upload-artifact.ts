import { quietly } from './guard-stdout.ts';
import type { UploadArtifact } from './record-uploader.ts';

/** Uploads files as one artifact of this job. The client is loaded with the first upload: it is large. */
export const uploadArtifact: UploadArtifact = async (name, files, root) => {
  const { DefaultArtifactClient } = await import('@actions/artifact');
  await quietly(() => new DefaultArtifactClient().uploadArtifact(name, [...files], root));
};
