import { hostIdentity, isAlive, processStartTime } from '../util/process-identity.ts';
import type { GithubRepository } from './api/client.ts';
import { githubStatus } from './api/explain-failure.ts';

/** Who has claimed something: a run of this repository, or a process of some machine. */
export type ClaimHolder =
  | { readonly run: number }
  | { readonly host: string; readonly pid: number; readonly startTime: number };

/** This process, on this machine since its last boot. */
export function thisProcess(): ClaimHolder {
  return { host: hostIdentity(), pid: process.pid, startTime: processStartTime(process.pid) ?? 0 };
}

/** One line, for a commit's message. */
export function printHolder(holder: ClaimHolder): string {
  return `claimed by ${JSON.stringify(holder)}`;
}

/** Undefined for what {@link printHolder} did not write. */
export function readHolder(message: string): ClaimHolder | undefined {
  const [, text = ''] = /^claimed by (\{.*\})$/m.exec(message) ?? [];
  try {
    const value = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const { run, host, pid, startTime } = value;
    if (typeof run === 'number') return { run };
    if (typeof host !== 'string' || typeof pid !== 'number' || typeof startTime !== 'number') return undefined;
    return { host, pid, startTime };
  } catch {
    return undefined;
  }
}

/** True where the holder is known to have ended: the state of its run says so, or its process is gone. No clock is asked. */
export async function hasEnded(
  { octokit, place }: GithubRepository,
  holder: ClaimHolder | undefined,
): Promise<boolean> {
  if (holder === undefined) return false;
  // Of another machine nobody here knows.
  if ('pid' in holder) return holder.host === hostIdentity() && !isAlive(holder.pid, holder.startTime);
  try {
    const { data } = await octokit.rest.actions.getWorkflowRun({ ...place, run_id: holder.run });
    return data.status === 'completed';
  } catch (error) {
    if (githubStatus(error) === 404) return true;
    throw error;
  }
}
