import type { GithubRepository } from './api/client.ts';
import { githubStatus } from './api/explain-failure.ts';

/** A planned time of a trigger. */
export interface TickName {
  /** `namespace.id`. */
  readonly flow: string;
  readonly trigger: string;
  /** Milliseconds since 1970. */
  readonly tick: number;
}

const folder = 'gitphony/ticks';

/**
 * Claims a planned time by creating a git reference, which only one can do. Answers false where somebody has it.
 * The token needs `Contents: write`.
 *
 * @param sha any commit of the repository: a reference has to point somewhere
 */
export async function claimTick({ octokit, place }: GithubRepository, name: TickName, sha: string): Promise<boolean> {
  try {
    await octokit.rest.git.createRef({ ...place, ref: `refs/${refOf(name)}`, sha });
    return true;
  } catch (error) {
    if (githubStatus(error) === 422) return false;
    throw error;
  }
}

/** Gives a claim back: the start that it was made for did not happen. */
export async function releaseTick({ octokit, place }: GithubRepository, name: TickName): Promise<void> {
  await octokit.rest.git.deleteRef({ ...place, ref: refOf(name) });
}

/** Removes claims on planned times before an instant: nobody will ask for them again. Answers their number. */
export async function sweepClaims({ octokit, place }: GithubRepository, before: number): Promise<number> {
  let swept = 0;
  const refs = await octokit.paginate(octokit.rest.git.listMatchingRefs, {
    ...place,
    ref: `${folder}/`,
    per_page: 100,
  });
  for (const { ref } of refs) {
    const tick = Number(ref.slice(ref.lastIndexOf('/') + 1));
    if (!(tick < before)) continue;
    await octokit.rest.git.deleteRef({ ...place, ref: ref.replace(/^refs\//, '') });
    swept += 1;
  }
  return swept;
}

/** Git refuses some characters in names of references. */
function refOf({ flow, trigger, tick }: TickName): string {
  const safe = (text: string): string => text.replaceAll(/[^A-Za-z0-9_.-]/g, '_').replaceAll('..', '._');
  return `${folder}/${safe(flow)}/${safe(trigger)}/${tick}`;
}
