import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ActRun, runAct } from '../support/act.ts';
import { buildTestAction, type BuiltAction } from '../support/action.ts';
import { runGitphony } from '../support/cli.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { type ResultsService, startResultsService } from '../support/results-service.ts';
import { makeTempProject, type TempProject } from '../support/temp-project.ts';
import { projectRoot } from '../support/tool-paths.ts';

/** Deploy by commit: a pull request that changes a flow, as the workflow that compile writes for it sees it. */
let action: BuiltAction;
let results: ResultsService;
let project: TempProject;
let api: GitHubApi;

const flow = `id: hello
namespace: demo
tasks:
  - id: greet
    type: io.kestra.plugin.core.log.Log
    message: "{{ secret('GREETING') }}"
`;

beforeAll(async () => {
  [action, results, api, project] = await Promise.all([
    buildTestAction(),
    startResultsService(),
    startGitHubApi(),
    makeTempProject({
      'action/action.yml': 'name: a stand-in, for compile to see\n',
      'gitphony.yaml': 'deploy: commit\n',
      'flows/hello.yaml': flow,
    }),
  ]);
  expect(await runGitphony(['compile'], { cwd: project.dir })).toMatchObject({ exitCode: 0 });
  // act replaces a checkout of this repository by a copy, but clones one that names a branch.
  const file = project.path('.github/workflows/gitphony.yml');
  const named = '          ref: ${{ github.event.repository.default_branch }}\n';
  const compiled = await readFile(file, 'utf8');
  expect(compiled).toContain(named);
  await writeFile(file, compiled.replace(named, ''));
  await project.write({ 'flows/second.yaml': flow.replace('id: hello', 'id: second') });
  api.state.commit({ 'flows/second.yaml': flow }, 'topic');
});

afterAll(async () => {
  await Promise.all([action.remove(), results.close(), project.remove(), api.close()]);
});

function pullRequest(runId: string, repository: string): Promise<ActRun> {
  const head = { ref: 'topic', sha: api.state.git.ref('refs/heads/topic') ?? '', repo: { full_name: repository } };
  return runAct({
    cwd: project.dir,
    workflow: '.github/workflows/gitphony.yml',
    event: 'pull_request',
    payload: { pull_request: { head, base: { ref: 'main' } } },
    copies: { action: join(projectRoot, 'action'), 'action/dist': action.dist },
    env: { ...results.jobEnv({ runId }), GITHUB_RUN_ID: runId, GITHUB_API_URL: api.url },
    secrets: { GITPHONY_DEPLOY_TOKEN: 'github_pat_all' },
  });
}

test('a pull request gets the compiled workflow committed to its branch, and a summary of what changes', async () => {
  const ended = await pullRequest('501', 'octo/flows');
  expect(ended.exitCode, ended.output).toBe(0);
  expect(ended.summary).toContain('demo.second');
  expect(ended.summary).toContain('secret GREETING');
  expect(api.state.file('.github/workflows/demo.second.yml', 'topic')).toContain('name: demo.second');
});

test('one of a fork gets no token: drift fails with the command to run', async () => {
  const before = api.requests.length;
  const ended = await pullRequest('502', 'somebody/flows');
  expect(ended.exitCode).not.toBe(0);
  expect(ended.annotations.at(-1)?.message).toContain('gitphony compile');
  expect(api.requests.length).toBe(before);
});
