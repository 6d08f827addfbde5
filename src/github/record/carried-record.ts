import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson, printJson } from '../../util/json.ts';
import { isMap, type Value } from '../../util/values.ts';
import { parseRecordArtifact } from './artifact-names.ts';
import type { ArtifactSource, ListedArtifact } from './artifact-source.ts';
import { digestOf, ownArtifacts } from './own-artifacts.ts';
import { recordError } from './record-error.ts';
import type { RunFacts } from './run-facts.ts';
import { recordRoom, unpackArchive } from './unpack.ts';

/** Beginning of the name of the artifact by which one job hands the archives of another run to the next, as they are. */
export const CARRIED_ARTIFACT = 'gitphony-resume-';
const FACTS_FILE = 'origin.json';

/** Another run's archives, and what GitHub said of it. */
export interface CarriedRecord {
  readonly run: Pick<RunFacts, 'id' | 'event'>;
  readonly source: ArtifactSource;
}

/** Downloads the archives of a run's records into a folder; answers the files to upload. Digests are checked when they are read. */
export async function carryRecords(
  source: ArtifactSource,
  run: RunFacts,
  flow: string,
  folder: string,
): Promise<readonly string[]> {
  const artifacts = (await source.list()).filter(({ name }) => parseRecordArtifact(name)?.flow === flow);
  if (artifacts.length === 0) throw recordError('RECORD_MISSING', `run ${run.id} has no artifacts of ${flow}`);
  const files: string[] = [];
  for (const artifact of artifacts) {
    const target = join(folder, String(artifact.id));
    await mkdir(target, { recursive: true });
    const { file } = await source.download(artifact, target);
    const kept = join(folder, `${artifact.id}.zip`);
    await copyFile(file, kept);
    files.push(kept);
  }
  const facts = join(folder, FACTS_FILE);
  await writeFile(facts, printJson({ id: run.id, event: run.event, artifacts } as unknown as Value));
  return [facts, ...files];
}

/** Reads what the job before carried here: the newest attempt of it. Fails with RECORD_MISSING or RECORD_DAMAGED. */
export async function readCarried(runId: number, work: string): Promise<CarriedRecord> {
  const found = (await ownArtifacts.list()).filter(({ name }) => name.startsWith(CARRIED_ARTIFACT));
  const newest = found.toSorted((a, b) => b.id - a.id)[0];
  if (newest === undefined) throw recordError('RECORD_MISSING', 'the job before this one left nothing');
  const download = join(work, 'carried');
  await mkdir(download, { recursive: true });
  const { file, digest } = await ownArtifacts.download(newest, download);
  if (digest !== newest.digest) throw recordError('RECORD_DAMAGED', `the artifact ${newest.name} has another digest`);
  const folder = join(work, 'archives');
  await unpackArchive(file, folder, recordRoom(), checkCarriedPath);
  const { id, event, artifacts } = parseFacts(await readFile(join(folder, FACTS_FILE), 'utf8'));
  if (id !== runId)
    throw recordError('RECORD_FOREIGN', `expected the run ${runId}, the job before this one fetched ${id}`);
  return { run: { id, event }, source: folderSource(folder, artifacts) };
}

function folderSource(folder: string, artifacts: readonly ListedArtifact[]): ArtifactSource {
  return {
    list: () => Promise.resolve(artifacts),
    async download({ id }) {
      const file = join(folder, `${id}.zip`);
      return { file, digest: await digestOf(file) };
    },
  };
}

function checkCarriedPath(path: string): void {
  if (path === FACTS_FILE || /^\d{1,15}\.zip$/.test(path)) return;
  throw recordError('RECORD_DAMAGED', `what was fetched holds ${JSON.stringify(path.slice(0, 100))}`);
}

function parseFacts(text: string): { id: number; event: string; artifacts: readonly ListedArtifact[] } {
  const root = parseJson(text);
  const { id, event, artifacts } = isMap(root) ? root : {};
  if (typeof id !== 'number' || typeof event !== 'string' || !Array.isArray(artifacts))
    throw recordError('RECORD_DAMAGED', 'what was fetched does not say where it is from');
  return { id, event, artifacts: artifacts.map(readListed) };
}

function readListed(value: Value): ListedArtifact {
  const { id, name, size, digest } = isMap(value) ? value : {};
  if (typeof id !== 'number' || typeof name !== 'string' || typeof size !== 'number')
    throw recordError('RECORD_DAMAGED', 'what was fetched lists an artifact that is none');
  return { id, name, size, digest: typeof digest === 'string' ? digest : undefined };
}
