import { expect, test } from 'vitest';
import { runAct } from './act.ts';
import { startGitHubApi } from './github-api.ts';
import { startResultsService } from './results-service.ts';
import { type TempProject, tempProject } from './temp-project.ts';
import { projectRoot } from './tool-paths.ts';

const workflow = '.github/workflows/services.yml';

/** A project with one `node24` action, as ours is one, whose main file is this. */
function actionProject(main: string): Promise<TempProject> {
  return tempProject({
    [workflow]: `name: services
on: workflow_dispatch
jobs:
  one:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v7
      - uses: ./action
        env:
          GITHUB_TOKEN: \${{ github.token }}
`,
    'action/action.yml': 'name: A\ndescription: under test\nruns: { using: node24, main: main.mjs }\n',
    'action/main.mjs': `const load = (path) => import('file://${projectRoot}node_modules/' + path);\n${main}`,
  });
}

test('an action under act uploads an artifact to the stand-in', async () => {
  await using service = await startResultsService();
  const project = await actionProject(`
const { DefaultArtifactClient } = await load('@actions/artifact/lib/artifact.js');
const { id } = await new DefaultArtifactClient().uploadArtifact('self', [import.meta.filename], import.meta.dirname);
console.log('uploaded ' + id);
`);
  const run = await runAct({
    cwd: project.dir,
    workflow,
    event: 'workflow_dispatch',
    env: service.jobEnv({ runId: '77' }),
  });
  expect(run.log).toContain('uploaded 1');
  expect(run.exitCode).toBe(0);
  expect(service.store.list('77')).toMatchObject([{ name: 'self', mimeType: 'application/zip' }]);
});

test('an action under act reaches the REST stand-in with its token, and sees its limits', async () => {
  await using api = await startGitHubApi();
  const project = await actionProject(`
const { context, getOctokit } = await load('@actions/github/lib/github.js');
const octokit = getOctokit(process.env.GITHUB_TOKEN);
await octokit.rest.issues.create({ ...context.repo, title: 'from run ' + context.runId });
const refused = await octokit.rest.actions.listRepoVariables(context.repo).catch((error) => error.status);
console.log('variables: ' + refused);
`);
  const env = { GITHUB_API_URL: api.url, GITHUB_RUN_ID: '77' };
  const run = await runAct({
    cwd: project.dir,
    workflow,
    event: 'workflow_dispatch',
    env,
    secrets: { GITHUB_TOKEN: 'ghs_job' },
  });
  expect(run).toMatchObject({ exitCode: 0 });
  expect(run.log).toContain('variables: 403');
  expect(api.state.issues).toMatchObject([{ title: 'from run 77' }]);
});
