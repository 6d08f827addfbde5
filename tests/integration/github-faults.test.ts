import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pushSecrets } from '../../cli/secrets/push-secrets.ts';
import type { KvEntry } from '../../src/contract/kv.ts';
import { type GithubRepository, openGithub } from '../../src/github/api/client.ts';
import { openStateBranch, STATE_BRANCH } from '../../src/github/api/state-branch.ts';
import { thisProcess } from '../../src/github/claim-holder.ts';
import { commitCompiled } from '../../src/github/deploy/commit-compiled.ts';
import { dispatchWorkflow } from '../../src/github/dispatch-workflow.ts';
import type { KeyChange } from '../../src/github/kv/branch-kv.ts';
import { saveKeys } from '../../src/github/kv/save-keys.ts';
import { openVariableKeys } from '../../src/github/kv/variables-kv.ts';
import { dispatchDue } from '../../src/project/dispatch-due.ts';
import { openProject } from '../../src/project/project.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { faults } from '../support/github-api/faults.ts';
import { tempProject } from '../support/temp-project.ts';

/** GitHub in trouble, on each way that we go to it: nothing is lost or done twice, and each ends well or with an error that says what. */
const workflow = '.github/workflows/demo.daily.yml';
const compiled = (text: string): string =>
  `# Made by Gitphony from flows/daily.yaml.\n#\n# gitphony-workflow: {"source":"flows/daily.yaml"}\n${text}`;
const dispatchable = compiled('on: {workflow_dispatch: {inputs: {_trigger: {}, _date: {}, _skip: {}}}}\n');

let api: GitHubApi;
beforeEach(async () => {
  api = await startGitHubApi({ files: { [workflow]: dispatchable }, rateLimit: 100_000 });
});
afterEach(() => api.close());

function github(): Promise<GithubRepository> {
  return openGithub({
    environment: { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: 'github_pat_all' },
    directory: '/',
    purpose: 'be tested',
    permissions: ['Contents: write'],
    retry: { retries: 3, firstPause: 5, longestPause: 3000 },
  });
}

const text = (key: string, value: string): KvEntry => ({ key, type: 'STRING', value });
const changes: readonly KeyChange[] = ['one', 'two', 'three'].map((key) => ({
  namespace: 'a',
  key,
  entry: text(key, `value of ${key}`),
}));

const day = 86_400_000;
const midnight = Math.floor(Date.now() / day) * day;
const flow = `id: daily
namespace: demo
tasks: [{id: t, type: io.kestra.plugin.core.log.Log, message: hi}]
triggers: [{id: midnight, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 0 * * *"}]
`;

interface Way {
  readonly name: string;
  /** Goes it once; fails where GitHub did not let it. */
  readonly go: () => Promise<unknown>;
  /** What must hold once it went well, however often it was tried. */
  readonly arrived: () => void;
  /** False: what GitHub's answer did not confirm is not tried again, for it would be done twice. */
  readonly again: boolean;
}

const ways: readonly Way[] = [
  {
    name: 'keys to the state branch',
    go: async () => {
      const state = openStateBranch(await github(), { pause: 2 });
      await saveKeys(changes, {
        mode: 'branch',
        state,
        variables: undefined,
        message: 'keys',
        notice: () => undefined,
      });
    },
    arrived: () => {
      const file = api.state.file('kv/a.json', STATE_BRANCH) ?? '{}';
      expect(Object.keys(JSON.parse(file) as object).toSorted()).toEqual(['one', 'three', 'two']);
    },
    again: true,
  },
  {
    name: 'keys to variables',
    go: async () => {
      const own = await github();
      const variables = () => openVariableKeys(own);
      await saveKeys(changes, {
        mode: 'variables',
        state: openStateBranch(own),
        variables,
        message: 'keys',
        notice: () => undefined,
      });
    },
    arrived: () => {
      for (const key of ['ONE', 'TWO', 'THREE']) {
        expect(api.state.variables.get(`A__${key}`)?.value).toContain(`value of ${key.toLowerCase()}`);
      }
    },
    again: true,
  },
  {
    name: 'a dispatch',
    go: async () =>
      dispatchWorkflow(await github(), { workflow: 'demo.daily.yml', ref: 'main', inputs: { _trigger: 'midnight' } }),
    arrived: () => expect(api.state.runs).toHaveLength(1),
    again: false,
  },
  {
    name: 'a commit of compiled workflows',
    go: async () => {
      const head = api.state.git.ref('refs/heads/main') ?? '';
      await commitCompiled(await github(), new Map([[workflow, compiled('new\n')]]), { branch: 'main', head });
    },
    arrived: () => expect(api.state.file(workflow)).toBe(compiled('new\n')),
    again: true,
  },
  {
    name: 'secrets',
    go: async () =>
      pushSecrets(
        await github(),
        new Map([
          ['ONE', 'first'],
          ['TWO', 'second'],
        ]),
        undefined,
        () => undefined,
      ),
    arrived: () => {
      const values = [...api.state.secrets.values()].map(({ name, value }) => [name, value]);
      expect(Object.fromEntries(values)).toEqual({ ONE: 'first', TWO: 'second' });
    },
    again: true,
  },
  {
    name: 'a planned time by the scheduler',
    go: async () => {
      const { dir } = await tempProject({ 'flows/daily.yaml': flow });
      const look = await dispatchDue(await openProject(dir), await github(), {
        ref: 'main',
        now: midnight + 60_000,
        lookBack: 120_000,
        holder: thisProcess(),
      });
      if (look.failed) throw new Error(look.lines.join('\n'));
    },
    arrived: () => expect(api.state.runs.map(({ inputs }) => inputs['_trigger'])).toEqual(['midnight']),
    again: true,
  },
];

const writes = /^(?:POST|PUT|PATCH)/;

interface Trouble {
  readonly name: string;
  readonly begin: () => void;
  readonly end?: () => void;
}

const troubles: readonly Trouble[] = [
  { name: 'an error of the server', begin: () => api.fail(faults.serverError()) },
  { name: 'an error at the first write', begin: () => api.fail(faults.serverError(writes)) },
  { name: 'three errors in a row', begin: () => api.fail(faults.serverError(/./, 3)) },
  { name: 'a dropped connection', begin: () => api.fail(faults.dropped()) },
  { name: 'a dropped connection at a write', begin: () => api.fail(faults.dropped(writes)) },
  { name: 'a lost answer', begin: () => api.fail(faults.lostAnswer(writes)) },
  { name: 'slow answers', begin: () => api.fail(faults.slow(150, /./, 5)) },
  { name: 'a secondary limit with Retry-After', begin: () => api.fail(faults.secondaryLimit(1)) },
  { name: 'a secondary limit that is too long to wait', begin: () => api.fail(faults.secondaryLimit(3600)) },
  { name: 'no requests left', begin: () => api.rateLimit.leave(0), end: () => api.rateLimit.leave(100_000) },
  { name: 'a conflict on every second write', begin: () => api.fail(faults.conflictOnEverySecondWrite()) },
];

/** How often somebody looks at what failed, and runs it again. */
const patience = 4;

describe.each(ways)('$name', ({ go, arrived, again }) => {
  test.each(troubles)('under $name', async ({ begin, end }) => {
    begin();
    for (let tries = 0; tries <= patience; tries += 1) {
      const failure = await go().then(
        () => undefined,
        (error: unknown) => String(error),
      );
      end?.();
      if (failure === undefined) break;
      // Which of GitHub's answers it was, or that none came, in words.
      expect(failure).toMatch(/GitHub|rate limit|Server Error|expected/i);
      expect(failure).not.toMatch(/undefined|\[object/);
      if (!again && api.state.runs.length > 0) break;
    }
    arrived();
  });
});
