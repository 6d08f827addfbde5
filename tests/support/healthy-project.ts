import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { runGitphony } from './cli.ts';
import { type GitHubApi, startGitHubApi } from './github-api.ts';
import { makeTempProject, type TempProject } from './temp-project.ts';

/** The workflow of the flow. */
export const healthyWorkflow = '.github/workflows/demo.daily.yml';

/** A scheduled flow with a secret and a key. */
export const healthyFlow = `id: daily
namespace: demo
tasks: [{id: t, type: io.kestra.plugin.core.log.Log, message: "{{ secret('TOKEN') }} {{ kv('size') }}"}]
triggers: [{id: morning, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 0 * * *"}]
`;

const owners = '/flows/ @ada\n/namespace-files/ @ada\ngitphony.yaml @ada\n/.github/ @ada\n';

/** What `doctor --json` says. */
export interface DoctorReport {
  readonly ok: boolean;
  readonly checks: readonly {
    readonly check: string;
    readonly findings: readonly { readonly level: string; readonly message: string; readonly fix: string }[];
  }[];
}

/** A project and its repository on GitHub, in which `doctor` finds nothing to mend: a test makes it ill. */
export interface HealthyProject {
  readonly project: TempProject;
  readonly api: GitHubApi;
  /** Runs `doctor --json`; `found` are its errors, each with its check before it. */
  doctor(...args: readonly string[]): Promise<{ exitCode: number; found: string[]; report: DoctorReport }>;
  close(): Promise<void>;
}

/** Makes one. */
export async function makeHealthyProject(): Promise<HealthyProject> {
  const project = await makeTempProject({
    'action/action.yml': 'name: a stand-in\n',
    'flows/daily.yaml': healthyFlow,
    'gitphony.yaml': 'namespaces: {demo: {environment: production}}\n',
    '.github/CODEOWNERS': owners,
  });
  expect(await runGitphony(['compile'], { cwd: project.dir })).toMatchObject({ exitCode: 0 });
  const api = await startGitHubApi();
  api.state.commit({ [healthyWorkflow]: await readFile(project.path(healthyWorkflow), 'utf8') }, 'main', 'ada');
  api.state.addEnvironment('production', { branchPolicy: { protected_branches: true, custom_branch_policies: false } });
  api.state.setSecret('TOKEN', 'x', 'production');
  api.state.setVariable('DEMO__SIZE', '3');
  return {
    project,
    api,
    async doctor(...args) {
      const env = { GITHUB_REPOSITORY: 'octo/flows', GITHUB_API_URL: api.url, GITPHONY_TOKEN: 'github_pat_all' };
      const result = await runGitphony(['doctor', '--json', ...args], { cwd: project.dir, env });
      expect(result.stdout, result.stderr).not.toBe('');
      const report = JSON.parse(result.stdout) as DoctorReport;
      const found = report.checks.flatMap(({ check, findings }) =>
        findings.flatMap(({ level, message }) => (level === 'error' ? [`${check}: ${message}`] : [])),
      );
      return { exitCode: result.exitCode, found, report };
    },
    async close() {
      await Promise.all([project.remove(), api.close()]);
    },
  };
}
