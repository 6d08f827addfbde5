import type { GithubRepository } from './api/client.ts';
import { githubStatus } from './api/explain-failure.ts';
import { type ClaimHolder, hasEnded, printHolder, readHolder } from './claim-holder.ts';

/** A planned time of a trigger. */
export interface TickName {
  /** `namespace.id`. */
  readonly flow: string;
  readonly trigger: string;
  /** Milliseconds since 1970. */
  readonly tick: number;
  /** How many runs that claims of it started were cancelled before they began: those claims count no more. */
  readonly cancelled: number;
}

const folder = 'gitphony/ticks';

/**
 * Claims a planned time by creating a git reference, which only one can do. It points to a commit of its own that says who has it: a claim
 * whose holder ended without starting anything is taken over, again by one only, for the reference then moves from the old commit to a child of it.
 * Whether it started something is asked anew (`isStarted`), after it has ended: what was known of runs before may be older than its start.
 * Answers false where somebody has it. The token needs `Contents: write`.
 */
export async function claimTick(
  github: GithubRepository,
  name: TickName,
  holder: ClaimHolder,
  isStarted: () => Promise<boolean>,
): Promise<boolean> {
  const { octokit, place } = github;
  const message = printHolder(holder);
  // A tree of its own: one with workflows in it would need the right to write them.
  const file = { path: 'claim.txt', mode: '100644', type: 'blob', content: message } as const;
  const { data: tree } = await octokit.rest.git.createTree({ ...place, tree: [file] });
  const commit = async (parents: string[]): Promise<string> =>
    (await octokit.rest.git.createCommit({ ...place, message, tree: tree.sha, parents })).data.sha;
  try {
    await octokit.rest.git.createRef({ ...place, ref: `refs/${refOf(name)}`, sha: await commit([]) });
    return true;
  } catch (error) {
    if (githubStatus(error) !== 422) throw error;
  }
  const other = await readClaim(github, name);
  if (other === undefined || !(await hasEnded(github, other.holder)) || (await isStarted())) return false;
  try {
    const sha = await commit([other.sha]);
    await octokit.rest.git.updateRef({ ...place, ref: refOf(name), sha, force: false });
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
    const [tick = Number.NaN] = ref
      .slice(ref.lastIndexOf('/') + 1)
      .split('-')
      .map(Number);
    if (!(tick < before)) continue;
    await octokit.rest.git.deleteRef({ ...place, ref: ref.replace(/^refs\//, '') });
    swept += 1;
  }
  return swept;
}

/** Undefined where it was given back meanwhile. */
async function readClaim(
  { octokit, place }: GithubRepository,
  name: TickName,
): Promise<{ readonly sha: string; readonly holder: ClaimHolder | undefined } | undefined> {
  try {
    const { sha } = (await octokit.rest.git.getRef({ ...place, ref: refOf(name) })).data.object;
    const { message } = (await octokit.rest.git.getCommit({ ...place, commit_sha: sha })).data;
    return { sha, holder: readHolder(message) };
  } catch (error) {
    if (githubStatus(error) === 404) return undefined;
    throw error;
  }
}

/** Git refuses some characters in names of references. */
function refOf({ flow, trigger, tick, cancelled }: TickName): string {
  const safe = (text: string): string => text.replaceAll(/[^A-Za-z0-9_.-]/g, '_').replaceAll('..', '._');
  return `${folder}/${safe(flow)}/${safe(trigger)}/${tick}${cancelled === 0 ? '' : `-${cancelled}`}`;
}
