import type { ListedArtifact } from '../../../src/github/record/artifact-source.ts';
import { newestUploads } from '../../../src/github/record/fetch-record.ts';
import type { RunFacts } from '../../../src/github/record/run-facts.ts';

/** From the worst to the best. */
const order = ['INTERRUPTED', 'FAILED', 'KILLED', 'CANCELLED', 'PAUSED', 'WARNING', 'SUCCESS'];

/**
 * The state of a run's executions, by the names of its artifacts: a job tells its end in that of its last one. One whose uploads
 * end without was interrupted, which GitHub shows as a failure like any other.
 */
export function stateOfRun(run: RunFacts, artifacts: readonly ListedArtifact[]): string {
  if (run.status !== 'completed') return run.status === 'in_progress' ? 'RUNNING' : 'QUEUED';
  const ends = newestUploads(artifacts, () => true).map(({ end }) => end ?? 'INTERRUPTED');
  const worst = order.find((state) => ends.includes(state));
  if (worst !== undefined) return worst;
  if (run.conclusion === 'success') return 'SUCCESS';
  return run.conclusion === 'cancelled'
    ? 'KILLED'
    : (run.conclusion ?? 'FAILED').toUpperCase().replace('FAILURE', 'FAILED');
}
