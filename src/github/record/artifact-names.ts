/** A record's place among the artifacts of a run. Each upload is an artifact of its own, for artifacts are immutable. */
export interface RecordArtifactName {
  readonly flow: string;
  /** The same in every attempt of a job. */
  readonly record: string;
  readonly attempt: number;
  /** Uploaded by the post step: behind all others. */
  readonly isPost: boolean;
  readonly number: number;
  /** The worst state of what ended, in the last upload of a job that came to its end; undefined in all others. */
  readonly end: string | undefined;
}

/** Beginning of the names of the artifacts of one attempt. */
export function recordArtifact(flow: string, record: string, attempt: string): string {
  return `gitphony-${flow}-${record}-${attempt}`;
}

/** Reads the name of an artifact; undefined where it is none of a record. */
export function parseRecordArtifact(name: string): RecordArtifactName | undefined {
  const match = /^gitphony-(.+)-([0-9A-Za-z]{22})-(\d{1,9})-(post-)?(\d{1,9})(?:-([A-Z]+))?$/.exec(name);
  const [, flow = '', record = '', attempt, post, number, end] = match ?? [];
  if (match === null) return undefined;
  return { flow, record, attempt: Number(attempt), isPost: post !== undefined, number: Number(number), end };
}

/** Order of the uploads of one attempt. */
export function byUpload(a: RecordArtifactName, b: RecordArtifactName): number {
  return Number(a.isPost) - Number(b.isPost) || a.number - b.number;
}
