import type { Readable } from 'node:stream';

/** A file of `namespace-files/<namespace>/`, parents' files included. */
export interface NamespaceFile {
  /** Relative to the namespace's folder, with `/`. */
  readonly path: string;
  readonly absolutePath: string;
}

/** What happens where a file is there already. */
export type FileConflict = 'OVERWRITE' | 'ERROR' | 'SKIP';

/** A namespace's own files, to read and to change. Paths are relative, with `/`; one that leads out fails with PATH_OUTSIDE. */
export interface NamespaceFolder {
  /** Its own files, without those of its parents, sorted by path. */
  list(): Promise<readonly NamespaceFile[]>;
  /** Writes a file, whole or not at all; false where it was skipped. Fails with NAMESPACE_FILE_EXISTS. */
  put(path: string, content: Readable, conflict: FileConflict): Promise<boolean>;
  /** True where there was something to delete. Folders that become empty go too. */
  delete(path: string): Promise<boolean>;
}
