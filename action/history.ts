import { waitingTasks } from '../generator/plan-resume.ts';
import { UsageError } from '../src/contract/errors.ts';
import { type SealKey, sealKey } from '../src/github/record/sealed-file.ts';
import type { Job } from './open-job.ts';

/** Name of the secret and of the variable with the passphrase of encrypted records. */
export const HISTORY_KEY = 'GITPHONY_HISTORY_KEY';

/** What the artifacts of this run hold: what `gitphony.yaml` says, else by the repository's visibility. */
export function historyOf({
  project,
  event,
}: Pick<Job, 'project' | 'event'>): 'full' | 'metadata' | 'encrypted' | 'none' {
  const { history } = project.config;
  return history === 'auto' ? (event.isPublic ? 'metadata' : 'full') : history;
}

/** Whether a later attempt can go on from what this one leaves. */
export function keepsValues(job: Pick<Job, 'project' | 'event'>): boolean {
  const history = historyOf(job);
  return history === 'full' || history === 'encrypted';
}

const SHORTEST = 12;

/** The key of encrypted records; undefined where they are not. Fails with HISTORY_KEY: without it nothing could be kept. */
export function openSealKey(job: Pick<Job, 'project' | 'event' | 'environment'>): SealKey | undefined {
  if (historyOf(job) !== 'encrypted') return undefined;
  const passphrase = job.environment[HISTORY_KEY] ?? '';
  if (passphrase.length >= SHORTEST) return sealKey(passphrase);
  const got = passphrase === '' ? 'none' : `one of ${passphrase.length}`;
  throw new UsageError(
    'HISTORY_KEY',
    `history: encrypted needs a passphrase of ${SHORTEST} characters or more in the secret ${HISTORY_KEY}, got ${got}`,
    {
      hint: `make one: openssl rand -base64 32 | gh secret set ${HISTORY_KEY}; keep a copy, for records cannot be read without it`,
    },
  );
}

/** Fails with HISTORY_NEEDED before anything is run: a pause could never end. */
export function refuseEndlessPause(job: Pick<Job, 'project' | 'event' | 'flow'>): void {
  if (keepsValues(job)) return;
  const [task] = waitingTasks(job.flow);
  if (task === undefined) return;
  throw new UsageError(
    'HISTORY_NEEDED',
    `the task "${task.id}" waits for somebody, and the record of this run would keep nothing to go on from (history: ${historyOf(job)})`,
    {
      where: { file: job.flow.file },
      hint: 'say history: encrypted in gitphony.yaml, or give the pause a pauseDuration',
    },
  );
}
