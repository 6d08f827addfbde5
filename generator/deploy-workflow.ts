import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { WorkflowJob } from '../src/contract/workflow-model.ts';
import { checkout, projectStep } from './action-step.ts';
import type { WorkflowPlan } from './workflow-plan.ts';

/** The environment whose secret GITPHONY_DEPLOY_TOKEN may write workflow files. */
export const deployEnvironment = 'gitphony-deploy';

/** Minutes of each job. */
const minutes = 15;

/**
 * The workflow that checks every pull request and push, and with `deploy: commit` commits what compile makes. Undefined with `deploy: none`.
 * The job with the token runs no compile, no flow and, where the action lies in the repository, the default branch's copy of it.
 */
export function planDeployment(config: ProjectConfig): WorkflowPlan | undefined {
  if (config.deploy === 'none') return undefined;
  const check: WorkflowJob = {
    name: 'Check the flows',
    'runs-on': config.runsOn,
    'timeout-minutes': minutes,
    permissions: { contents: { level: 'read', reason: 'reads the flows and their workflows' } },
    ...(config.deploy === 'commit' ? { outputs: { compiled: '${{ steps.check.outputs.compiled }}' } } : {}),
    // The commit before is what the summary compares with.
    steps: [
      { ...checkout, with: { ...checkout.with, 'fetch-depth': 2 } },
      { ...projectStep(config, 'Validate and compile', 'check'), id: 'check' },
    ],
  };
  const own = "github.event_name == 'push' || github.event.pull_request.head.repo.full_name == github.repository";
  const commit: WorkflowJob = {
    name: 'Commit the workflows',
    needs: ['check'],
    // A fork's pull request has no secrets: it is told the command.
    if: `\${{ always() && needs.check.outputs.compiled == 'true' && (${own}) }}`,
    'runs-on': config.runsOn,
    'timeout-minutes': minutes,
    permissions: {
      contents: { level: 'read', reason: 'reads the action; the commit is made by the token of the environment' },
    },
    environment: deployEnvironment,
    steps: [
      { ...checkout, with: { ...checkout.with, ref: '${{ github.event.repository.default_branch }}' } },
      {
        ...projectStep(config, 'Commit the workflows', 'commit'),
        env: { GITPHONY_TOKEN: '${{ secrets.GITPHONY_DEPLOY_TOKEN }}' },
      },
    ],
  };
  return {
    source: 'gitphony.yaml',
    target: '.github/workflows/gitphony.yml',
    workflow: {
      name: 'gitphony',
      on: { pull_request: {}, push: { branches: ['main', 'master'] } },
      permissions: {},
      // A push to a pull request makes the check before it pointless; on the default branch each one counts.
      concurrency: {
        group: 'gitphony-deploy-${{ github.ref }}',
        'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
      },
      jobs: config.deploy === 'commit' ? { check, commit } : { check },
    },
    problems: [],
  };
}
