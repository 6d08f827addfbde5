import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../../src/contract/errors.ts';
import { type FetchedRecord, fetchRecord, newestUploads } from '../../../src/github/record/fetch-record.ts';
import { recordError } from '../../../src/github/record/record-error.ts';
import { runArtifacts } from '../../../src/github/record/run-artifacts.ts';
import type { RunFacts } from '../../../src/github/record/run-facts.ts';
import { type SealKey, sealKey } from '../../../src/github/record/sealed-file.ts';
import { checkRecord } from '../../../src/project/check-record.ts';
import { loadSecrets } from '../../../src/project/secrets.ts';
import { readValidFlow } from '../../../src/project/call-flow.ts';
import type { FoundExecution } from '../find.ts';
import { flowOfRun, type Runs } from './open-runs.ts';

/** The records of a run, downloaded and checked. */
export interface RunRecords {
  readonly records: readonly FetchedRecord[];
  /** The executions that the run's jobs are about; what they call is not among them. */
  readonly executions: readonly FoundExecution[];
}

/** The name of the variable with the passphrase of encrypted records. */
const KEY = 'GITPHONY_HISTORY_KEY';

/**
 * Downloads what a run left into a folder of its own, which goes when it has been used. The token needs `Actions: read`.
 *
 * @throws GitphonyError RECORD_FOREIGN, RECORD_DAMAGED, RECORD_TOO_LARGE, RECORD_SEALED, RECORD_MISSING
 */
export async function withRecords<T>(
  { project, github }: Runs,
  run: RunFacts,
  use: (fetched: RunRecords) => Promise<T>,
): Promise<T> {
  const repository = `${github.place.owner}/${github.place.repo}`;
  const flowName = flowOfRun(run);
  if (flowName === undefined)
    throw new UsageError('RUN_NOT_FOUND', `run ${run.id} is of ${run.workflow}, which is no flow's`);
  if (run.headRepository !== repository)
    throw recordError(
      'RECORD_FOREIGN',
      `expected a run of ${repository}, ${run.id} is of ${run.headRepository || 'a fork that is gone'}`,
    );
  const { flow } = await readValidFlow(project, flowName);
  const work = await mkdtemp(join(tmpdir(), 'gitphony-run-'));
  try {
    const source = runArtifacts(github, run.id);
    const uploads = newestUploads(await source.list(), (name) => name.flow === flow.id);
    if (uploads.length === 0) throw recordError('RECORD_MISSING', `run ${run.id} has no artifacts of ${flowName}`);
    const records: FetchedRecord[] = [];
    for (const [index, upload] of uploads.entries()) {
      const own = join(work, String(index));
      await mkdir(own);
      const expected = {
        repository,
        headRepository: repository,
        flow: flowName,
        event: run.event,
        runId: String(run.id),
      };
      const record = await fetchRecord(source, upload, { work: own, expected, key: keyOf(project.root) });
      await checkRecord(record.folder, { flow, executions: record.manifest.executions });
      records.push(record);
    }
    const executions = records.flatMap(({ folder, manifest, paths }) =>
      manifest.executions
        .filter((id) => paths.some((path) => path.startsWith(`executions/${id}/`)))
        .map((id) => ({ id, directory: join(folder, 'executions', id) })),
    );
    return await use({ records, executions });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function keyOf(root: string): SealKey | undefined {
  const passphrase = process.env[KEY] ?? loadSecrets(root).get(KEY);
  return passphrase === undefined || passphrase === '' ? undefined : sealKey(passphrase);
}
