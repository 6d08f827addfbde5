import type { ArtifactStore } from '../artifact-store.ts';
import { GitObjects } from './git-objects.ts';

/** How a run or job stands (https://docs.github.com/rest/actions/workflow-runs). */
export type RunStatus = 'queued' | 'in_progress' | 'completed' | 'waiting' | 'pending';
export type RunConclusion = 'success' | 'failure' | 'cancelled' | 'skipped' | 'timed_out' | 'action_required';

export interface WorkflowJob {
  readonly id: number;
  readonly name: string;
  status: RunStatus;
  conclusion: RunConclusion | null;
}

export interface WorkflowRun {
  readonly id: number;
  readonly path: string;
  readonly event: string;
  readonly headBranch: string;
  readonly headSha: string;
  readonly createdAt: Date;
  /** `owner/name`; differs from the repository for a fork's pull request. */
  readonly headRepository: string;
  /** The dispatch inputs. */
  readonly inputs: Readonly<Record<string, string>>;
  attempt: number;
  status: RunStatus;
  conclusion: RunConclusion | null;
  readonly jobs: WorkflowJob[];
}

export interface Issue {
  readonly number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  labels: readonly string[];
  readonly comments: { readonly id: number; readonly body: string }[];
}

export interface Environment {
  readonly name: string;
  readonly reviewers: readonly string[];
  /** Null: every branch may deploy. */
  readonly branchPolicy: { readonly protected_branches: boolean; readonly custom_branch_policies: boolean } | null;
  readonly variables: Map<string, Variable>;
  readonly secrets: Set<string>;
}

export interface Variable {
  readonly name: string;
  value: string;
  readonly createdAt: Date;
  updatedAt: Date;
}

export interface WorkflowState {
  readonly id: number;
  readonly path: string;
  state: 'active' | 'disabled_manually' | 'disabled_inactivity';
}

/** Everything a test may set or look at in the stand-in's one repository. */
export class GitHubState {
  readonly repository: string;
  readonly defaultBranch: string;
  isPrivate = true;
  readonly git = new GitObjects();
  readonly runs: WorkflowRun[] = [];
  readonly repositoryDispatches: { readonly eventType: string; readonly payload: unknown }[] = [];
  readonly variables = new Map<string, Variable>();
  readonly secrets = new Set<string>();
  readonly issues: Issue[] = [];
  readonly environments = new Map<string, Environment>();
  readonly artifacts: ArtifactStore;
  readonly #workflowStates = new Map<string, WorkflowState>();
  #lastId = 1000;

  constructor(repository: string, defaultBranch: string, artifacts: ArtifactStore) {
    this.repository = repository;
    this.defaultBranch = defaultBranch;
    this.artifacts = artifacts;
  }

  /** The next number for a run, job, comment or workflow. */
  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** Commits files to a branch; those not named stay. */
  commit(files: Readonly<Record<string, string>>, branch: string = this.defaultBranch): string {
    const listing = new Map(this.git.filesAt(this.git.resolve(branch) ?? ''));
    for (const [path, text] of Object.entries(files)) listing.set(path, this.git.addBlob(Buffer.from(text)));
    return this.git.commitFiles(branch, listing, 'change files');
  }

  /** The text of a file on a branch. */
  file(path: string, ref: string = this.defaultBranch): string | undefined {
    const blob = this.git.filesAt(this.git.resolve(ref) ?? '').get(path);
    return blob === undefined ? undefined : this.git.blob(blob)?.toString('utf8');
  }

  /** The workflows on the default branch. */
  workflows(): readonly WorkflowState[] {
    const paths = [...this.git.filesAt(this.git.resolve(this.defaultBranch) ?? '').keys()];
    return paths
      .filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path))
      .map((path) => this.workflowState(path));
  }

  workflowState(path: string): WorkflowState {
    const state = this.#workflowStates.get(path) ?? { id: this.nextId(), path, state: 'active' as const };
    this.#workflowStates.set(path, state);
    return state;
  }

  /** Adds a run, as an event would. */
  addRun(run: Pick<WorkflowRun, 'path'> & Partial<WorkflowRun>): WorkflowRun {
    const added: WorkflowRun = {
      id: this.nextId(),
      event: 'workflow_dispatch',
      headBranch: this.defaultBranch,
      headSha: this.git.resolve(run.headBranch ?? this.defaultBranch) ?? '0'.repeat(40),
      headRepository: this.repository,
      createdAt: new Date(),
      inputs: {},
      attempt: 1,
      status: 'queued',
      conclusion: null,
      jobs: [],
      ...run,
    };
    this.runs.unshift(added);
    return added;
  }

  addEnvironment(name: string, settings: Partial<Pick<Environment, 'reviewers' | 'branchPolicy'>> = {}): Environment {
    const { reviewers = [], branchPolicy = null } = settings;
    const environment = { name, reviewers, branchPolicy, variables: new Map(), secrets: new Set<string>() };
    this.environments.set(name, environment);
    return environment;
  }
}
