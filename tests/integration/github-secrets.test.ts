import { afterEach, beforeEach, expect, test } from 'vitest';
import { runGitphony } from '../support/cli.ts';
import { type GitHubApi, startGitHubApi } from '../support/github-api.ts';
import { tempProject, type TempProject } from '../support/temp-project.ts';

let api: GitHubApi;
let project: TempProject;

const flow = (id: string, namespace: string, message: string, more = ''): string => `id: ${id}
namespace: ${namespace}
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "${message}"
${more}`;

const call = `  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: company.team
    flowId: called
`;

beforeEach(async () => {
  api = await startGitHubApi();
});
afterEach(() => api.close());

async function make(files: Record<string, string> = {}): Promise<void> {
  project = await tempProject({
    'gitphony.yaml': 'namespaces:\n  prod:\n    environment: production\n',
    'flows/a.yaml': flow('a', 'company.team', "{{ secret('db.password') }} {{ kv('gcp-bucket') }}", call),
    'flows/b.yaml': flow('b', 'prod', "{{ secret('KEY') }}"),
    'subflows/called.yaml': flow('called', 'company.team', "{{ secret('INSIDE') }}"),
    ...files,
  });
}

const secrets = (...words: string[]): ReturnType<typeof runGitphony> =>
  runGitphony(['secrets', ...words], {
    cwd: project.dir,
    env: { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: 'github_pat_all' },
  });

test('control plane 6: secrets — list names what flows and those that they call reach, by environment', async () => {
  await make();
  const { stdout, exitCode } = await secrets('list');
  expect(exitCode).toBe(0);
  expect(stdout.split('\n').map((line) => line.replaceAll(/ +/g, ' '))).toEqual([
    'KIND NAME ENVIRONMENT FLOWS',
    'secret DB_PASSWORD (repository) company.team.a',
    'secret INSIDE (repository) company.team.a',
    'secret KEY production prod.b',
    'variable COMPANY_TEAM__GCP_BUCKET or COMPANY__GCP_BUCKET or GCP_BUCKET (repository) company.team.a',
    '',
  ]);
});

test('control plane 6: secrets — check lists exact names that GitHub lacks, and exits 1', async () => {
  await make();
  api.state.setSecret('DB_PASSWORD', 'x');
  api.state.setVariable('GCP_BUCKET', 'x');
  const lacking = await secrets('check');
  expect(lacking.exitCode).toBe(1);
  expect(lacking.stdout).toContain('the environment production of gitphony.yaml does not exist');
  expect(lacking.stdout).toMatch(/secret +INSIDE/);
  expect(lacking.stdout).not.toContain('DB_PASSWORD');
  api.state.setSecret('INSIDE', 'x');
  api.state.addEnvironment('production');
  api.state.setSecret('KEY', 'x', 'production');
  expect(await secrets('check')).toMatchObject({ exitCode: 0, stdout: 'all 4 are there\n' });
});

test('control plane 6: secrets — push seals a file’s secrets, raw and as Kestra has them, and shows no value', async () => {
  await make({
    'my.env': `DB_PASSWORD="p4ss word"\nSECRET_KEY=${Buffer.from('k3y').toString('base64')}\nENV_X=1\n`,
  });
  expect((await secrets('push', 'my.env', '--dry-run')).stdout).toBe(
    'would set    DB_PASSWORD of the repository\nwould set    KEY of the repository\n',
  );
  const { exitCode, stdout, stderr } = await secrets('push', 'my.env');
  expect(exitCode, stderr).toBe(0);
  expect([api.state.secrets.get('DB_PASSWORD')?.value, api.state.secrets.get('KEY')?.value]).toEqual([
    'p4ss word',
    'k3y',
  ]);
  expect(stdout + stderr + JSON.stringify(api.calls)).not.toMatch(/p4ss word|k3y/);
});

test('control plane 6: secrets — push into an environment, and what is refused before anything is set', async () => {
  const many = Array.from({ length: 101 }, (_, index) => `S${index}=x`).join('\n');
  await make({ 'many.env': many, 'bad.env': 'SECRET_A=not base64!\n', 'one.env': 'KEY=x\n' });
  api.state.addEnvironment('production');
  expect((await secrets('push', 'one.env', '--env', 'production')).exitCode).toBe(0);
  expect(api.state.environments.get('production')?.secrets.get('KEY')?.value).toBe('x');
  const tooMany = await secrets('push', 'many.env');
  expect(tooMany).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--env NAME') as string });
  expect(api.state.secrets.size).toBe(0);
  const bad = await secrets('push', 'bad.env');
  expect(bad).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('expected base64 in SECRET_A') as string });
  expect(bad.stderr).not.toContain('not base64!');
});

test('control plane 6: secrets — more than GitHub holds in one place: check counts them, and names the place', async () => {
  const names = Array.from({ length: 101 }, (_, index) => `{{ secret('S${index}') }}`).join(' ');
  await make({ 'flows/b.yaml': flow('b', 'prod', names) });
  api.state.addEnvironment('production');
  for (let index = 0; index < 101; index += 1) api.state.setSecret(`S${index}`, 'x', 'production');
  for (const name of ['DB_PASSWORD', 'INSIDE']) api.state.setSecret(name, 'x');
  api.state.setVariable('GCP_BUCKET', 'x');
  const full = await secrets('check');
  expect(full).toMatchObject({ exitCode: 1, stdout: 'all 104 are there\n' });
  expect(full.stderr).toContain('the flows name 101 secrets of the environment production, which holds 100');
});
