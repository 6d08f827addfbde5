import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { byUpload, parseRecordArtifact, type RecordArtifactName } from './artifact-names.ts';
import type { ArtifactSource, ListedArtifact } from './artifact-source.ts';
import { checkOrigin, type ExpectedOrigin } from './check-manifest.ts';
import { unpackFiles } from './file-pack.ts';
import { joinPieces, type UnpackedPart } from './join-pieces.ts';
import { MANIFEST_FILE, MOST_MANIFEST_BYTES, parseManifest, printManifest, type RecordManifest } from './manifest.ts';
import { SEALED_FILE } from './pack-record.ts';
import { recordError } from './record-error.ts';
import { openSealed, type SealKey } from './sealed-file.ts';
import { recordRoom, type UnpackRoom, unpackRecord } from './unpack.ts';

/** The uploads of one attempt of one job. */
export interface RecordUploads {
  readonly name: Pick<RecordArtifactName, 'flow' | 'record' | 'attempt'>;
  /** In the order in which they were made. */
  readonly artifacts: readonly ListedArtifact[];
  /** State with which the attempt said that it had ended; undefined where it ended without a word. */
  readonly end: string | undefined;
}

/** A record that was brought here. */
export interface FetchedRecord {
  /** Holds `executions/`, `storage/` and the files beside them, laid out as a state folder. */
  readonly folder: string;
  readonly manifest: RecordManifest;
  readonly paths: readonly string[];
}

/** All bytes of the archives of one record. */
const MOST_ARCHIVE_BYTES = 2 * 1024 ** 3;
/** GitHub takes 500 artifacts of a job. */
const MOST_UPLOADS = 500;

/** The newest attempt's uploads of each record among these artifacts. */
export function newestUploads(
  artifacts: readonly ListedArtifact[],
  wanted: (name: RecordArtifactName) => boolean,
): readonly RecordUploads[] {
  const found = artifacts.flatMap((artifact) => {
    const name = parseRecordArtifact(artifact.name);
    return name === undefined || !wanted(name) ? [] : [{ name, artifact }];
  });
  const records = new Set(found.map(({ name }) => name.record));
  return [...records].map((record) => {
    const all = found.filter(({ name }) => name.record === record);
    const attempt = Math.max(...all.map(({ name }) => name.attempt));
    const own = all.filter(({ name }) => name.attempt === attempt).toSorted((a, b) => byUpload(a.name, b.name));
    const [first] = own;
    if (first === undefined) throw new Error('a group has a member');
    return {
      name: first.name,
      artifacts: own.map(({ artifact }) => artifact),
      end: own.findLast(({ name }) => name.end !== undefined)?.name.end,
    };
  });
}

/**
 * Downloads, checks, unpacks and joins the uploads of a record. Each artifact's digest has to agree with the one that the service
 * lists, and its origin with what is expected.
 *
 * @param work an empty folder of our own
 * @throws GitphonyError RECORD_FOREIGN, RECORD_DAMAGED, RECORD_TOO_LARGE, RECORD_SEALED, RECORD_MISSING
 */
export async function fetchRecord(
  source: ArtifactSource,
  { artifacts, name }: RecordUploads,
  options: { readonly work: string; readonly expected: ExpectedOrigin; readonly key: SealKey | undefined },
): Promise<FetchedRecord> {
  const bytes = artifacts.reduce((sum, { size }) => sum + size, 0);
  if (bytes > MOST_ARCHIVE_BYTES || artifacts.length > MOST_UPLOADS)
    throw recordError('RECORD_TOO_LARGE', `it has ${artifacts.length} artifacts of ${bytes} bytes in all`);
  const room = recordRoom();
  const parts: UnpackedPart[] = [];
  let first: RecordManifest | undefined;
  for (const [index, artifact] of artifacts.entries()) {
    const work = join(options.work, `part-${index}`);
    const part = await fetchPart(source, artifact, { ...options, work, room });
    checkOrigin(part.manifest, { ...options.expected, record: name.record, attempt: name.attempt });
    if (first !== undefined && printManifest(first) !== printManifest(part.manifest))
      throw recordError('RECORD_DAMAGED', 'its uploads name different origins');
    first ??= part.manifest;
    parts.push(part);
  }
  if (first === undefined) throw recordError('RECORD_MISSING', 'it has no artifact');
  const folder = join(options.work, 'record');
  await mkdir(folder);
  const paths = await joinPieces(parts, folder, first.history !== 'metadata');
  for (const part of parts) await rm(part.folder, { recursive: true, force: true });
  return { folder, manifest: first, paths };
}

async function fetchPart(
  source: ArtifactSource,
  artifact: ListedArtifact,
  { work, room, key }: { readonly work: string; readonly room: UnpackRoom; readonly key: SealKey | undefined },
): Promise<UnpackedPart & { readonly manifest: RecordManifest }> {
  const download = join(work, 'download');
  const folder = join(work, 'files');
  await mkdir(download, { recursive: true });
  await mkdir(folder);
  if (artifact.digest === undefined)
    throw recordError('RECORD_DAMAGED', `the service tells no digest of the artifact ${artifact.name}`);
  const { file, digest } = await source.download(artifact, download);
  if (digest !== artifact.digest)
    throw recordError(
      'RECORD_DAMAGED',
      `the artifact ${artifact.name} has the digest ${digest}, expected ${artifact.digest}`,
    );
  const paths = await unpackRecord(file, folder, room);
  await rm(download, { recursive: true });
  const { manifest, text } = await readManifest(folder, paths);
  const isSealed = paths.includes(SEALED_FILE);
  if (isSealed !== (manifest.history === 'encrypted'))
    throw recordError('RECORD_DAMAGED', 'it is not as encrypted as its manifest says');
  if (!isSealed) return { folder, paths: paths.filter((path) => path !== MANIFEST_FILE), manifest };
  return { ...(await unseal(folder, { key, room, about: text })), manifest };
}

async function readManifest(
  folder: string,
  paths: readonly string[],
): Promise<{ manifest: RecordManifest; text: Buffer }> {
  const file = join(folder, MANIFEST_FILE);
  if (!paths.includes(MANIFEST_FILE)) throw recordError('RECORD_DAMAGED', 'an upload has no manifest');
  if ((await stat(file)).size > MOST_MANIFEST_BYTES)
    throw recordError('RECORD_TOO_LARGE', 'its manifest is no small file');
  const text = await readFile(file);
  return { manifest: parseManifest(text.toString('utf8')), text };
}

async function unseal(
  folder: string,
  { key, room, about }: { readonly key: SealKey | undefined; readonly room: UnpackRoom; readonly about: Buffer },
): Promise<UnpackedPart> {
  if (key === undefined) throw recordError('RECORD_SEALED', 'it is encrypted, and no passphrase was given');
  const pack = join(folder, 'record.pack');
  await openSealed(join(folder, SEALED_FILE), pack, key, about);
  // Beside what the archive held: nothing in the pack may take its place.
  const target = join(folder, 'opened');
  const paths = await unpackFiles(pack, target, room);
  await rm(pack);
  return { folder: target, paths };
}
