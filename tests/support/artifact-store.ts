import { createHash } from 'node:crypto';

/** One finished artifact. Its content never changes. */
export interface StoredArtifact {
  readonly id: number;
  readonly runId: string;
  readonly jobId: string;
  readonly name: string;
  /** What the uploader said it is; `application/zip` for an archive. */
  readonly mimeType: string;
  readonly content: Buffer;
  /** `sha256:<hex>` of the content. */
  readonly digest: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** An artifact between CreateArtifact and FinalizeArtifact. */
export interface PendingArtifact {
  readonly uploadKey: string;
  readonly runId: string;
  readonly jobId: string;
  readonly name: string;
  readonly mimeType: string;
  readonly expiresAt: Date;
  /** Staged but not committed pieces, by block id. */
  readonly blocks: Map<string, Buffer>;
  content: Buffer | undefined;
}

/** The artifacts of all runs, shared by the stand-ins for the results service (write) and the REST API (read). */
export class ArtifactStore {
  readonly #finished: StoredArtifact[] = [];
  readonly #pending = new Map<string, PendingArtifact>();
  #lastId = 0;

  /** Finished artifacts in order of creation. */
  list(runId?: string): readonly StoredArtifact[] {
    return this.#finished.filter((artifact) => runId === undefined || artifact.runId === runId);
  }

  find(runId: string, name: string): StoredArtifact | undefined {
    return this.#finished.find((artifact) => artifact.runId === runId && artifact.name === name);
  }

  byId(id: number): StoredArtifact | undefined {
    return this.#finished.find((artifact) => artifact.id === id);
  }

  addPending(pending: PendingArtifact): void {
    this.#pending.set(pending.uploadKey, pending);
  }

  pendingByKey(uploadKey: string): PendingArtifact | undefined {
    return this.#pending.get(uploadKey);
  }

  pendingByName(runId: string, name: string): PendingArtifact | undefined {
    return [...this.#pending.values()].find((pending) => pending.runId === runId && pending.name === name);
  }

  /** Turns a pending artifact with content into a finished one. */
  finish(pending: PendingArtifact, content: Buffer): StoredArtifact {
    this.#pending.delete(pending.uploadKey);
    this.#lastId += 1;
    const { runId, jobId, name, mimeType, expiresAt } = pending;
    const digest = sha256(content);
    const artifact = {
      id: this.#lastId,
      runId,
      jobId,
      name,
      mimeType,
      expiresAt,
      content,
      digest,
      createdAt: new Date(),
    };
    this.#finished.push(artifact);
    return artifact;
  }

  /** Its retention is over: it is still listed, but its bytes are gone. */
  expire(artifact: StoredArtifact): void {
    this.#finished[this.#finished.indexOf(artifact)] = { ...artifact, expiresAt: new Date(0) };
  }

  remove(artifact: StoredArtifact): void {
    this.#finished.splice(this.#finished.indexOf(artifact), 1);
  }
}

/** `sha256:<hex>`, as the results service writes digests. */
export function sha256(content: Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
