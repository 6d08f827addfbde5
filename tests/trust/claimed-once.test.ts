import { afterEach, beforeEach, expect, test } from 'vitest';
import { openGithub } from '../../src/github/api/client.ts';
import type { ClaimHolder } from '../../src/github/claim-holder.ts';
import { thisProcess } from '../../src/github/claim-holder.ts';
import { claimTick, type TickName } from '../../src/github/claim-tick.ts';
import { planFlow } from '../../generator/plan.ts';
import { planWatchdog } from '../../generator/watchdog-workflow.ts';
import { parseConfig } from '../../src/project/config.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { monthly, nowhere, toyConfig, toyFlow, toyRegistry } from '../support/toy-flow.ts';

const workflow = '.github/workflows/gitphony-watchdog.yml';
const tick: TickName = { flow: 'demo.daily', trigger: 'morning', tick: 1_700_000_000_000, cancelled: 0 };
let api: GitHubApi;

beforeEach(async () => {
  api = await startGitHubApi({ files: { [workflow]: 'on: schedule\n' } });
});

afterEach(() => api.close());

/** What the runs of the flow's workflow say when they are asked anew. */
let isStarted = false;

async function claim(holder: ClaimHolder, name = tick, token = 'ghs_job'): Promise<boolean> {
  const github = await openGithub({
    environment: { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: token },
    directory: '/',
    purpose: 'claim a planned time',
    permissions: ['Contents: write'],
  });
  return claimTick(github, name, holder, async () => isStarted);
}

const run = (status: 'in_progress' | 'completed'): ClaimHolder => ({
  run: api.state.addRun({ path: workflow, status }).id,
});

test('of two that claim the same tick one gets it, by creating a ref', async () => {
  const holders = Array.from({ length: 8 }, () => run('in_progress'));
  const got = await Promise.all(holders.map((holder) => claim(holder)));
  expect(got.filter(Boolean)).toHaveLength(1);
  expect(api.state.git.refs('refs/gitphony/').map(([ref]) => ref)).toEqual([
    `refs/gitphony/ticks/demo.daily/morning/${tick.tick}`,
  ]);
  expect(await claim(thisProcess(), { ...tick, tick: tick.tick + 1 })).toBe(true);
});

test('where the job may create no ref it is called best effort', async () => {
  await expect(claim(run('in_progress'), tick, 'ghs_read')).rejects.toMatchObject({ code: 'GITHUB_FORBIDDEN' });
  // The job that runs the tasks may not write: it can only look at the runs before it, and docs say so.
  const plan = await planFlow(toyFlow({ triggers: [monthly] }), toyConfig, toyRegistry, nowhere);
  const levels = Object.values(plan.workflow.jobs['run']?.permissions ?? {}).map(({ level }) => level);
  expect(new Set(levels)).toEqual(new Set(['read']));
  const watchdog = planWatchdog(await parseConfig('watchdog: true\n', 'gitphony.yaml'));
  expect(watchdog?.workflow.jobs['watch']?.permissions['contents']).toMatchObject({ level: 'write' });
});

test('a claim ends by the state of the run, not by a clock', async () => {
  const holder = run('in_progress');
  const id = 'run' in holder ? holder.run : 0;
  expect(await claim(holder)).toBe(true);
  // However old: its run goes on.
  Object.assign(api.state.runs.find((each) => each.id === id) ?? {}, { createdAt: new Date(0) });
  expect(await claim(run('in_progress'))).toBe(false);
  // It ended after its start, which those who come now had not seen yet: nobody takes over.
  Object.assign(api.state.runs.find((each) => each.id === id) ?? {}, { status: 'completed', conclusion: 'failure' });
  isStarted = true;
  expect(await claim(run('in_progress'))).toBe(false);
  // It ended without a start: of those who come then, one takes over.
  isStarted = false;
  const others = Array.from({ length: 4 }, () => run('in_progress'));
  const got = await Promise.all(others.map((other) => claim(other)));
  expect(got.filter(Boolean)).toHaveLength(1);
  // A process of this machine that is gone, and one of another machine, of which nobody here knows.
  const gone = { ...thisProcess(), startTime: 1 };
  const other = { ...tick, trigger: 'evening' };
  expect(await claim(gone, other)).toBe(true);
  expect(await claim(thisProcess(), other)).toBe(true);
  expect(await claim(run('in_progress'), other)).toBe(false);
  const far = { ...tick, trigger: 'noon' };
  expect(await claim({ ...gone, host: 'another' }, far)).toBe(true);
  expect(await claim(run('in_progress'), far)).toBe(false);
});
