/** An artifact as a list shows it. */
export interface ListedArtifact {
  readonly id: number;
  readonly name: string;
  /** Bytes of the archive. */
  readonly size: number;
  /** `sha256:<hex>` of the archive; undefined where the service does not tell. */
  readonly digest: string | undefined;
}

/** The artifacts of one run. */
export interface ArtifactSource {
  list(): Promise<readonly ListedArtifact[]>;
  /** Downloads the archive as it is, into this folder; answers the file and the digest of what came. */
  download(artifact: ListedArtifact, folder: string): Promise<{ readonly file: string; readonly digest: string }>;
}
