import type { ArtifactStore } from '../artifact-store.ts';
import { GitObjects } from './git-objects.ts';
import type { SealedBox } from './sealed-box.ts';

/** How a run or job stands (https://docs.github.com/rest/actions/workflow-runs). */
export type RunStatus = 'queued' | 'in_progress' | 'completed' | 'waiting' | 'pending';
export type RunConclusion = 'success' | 'failure' | 'cancelled' | 'skipped' | 'timed_out' | 'action_required';

export interface WorkflowJob {
  readonly id: number;
  readonly name: string;
  status: RunStatus;
  conclusion: RunConclusion | null;
  /** Default: the run's attempt. */
  readonly attempt?: number;
  readonly steps?: readonly {
    readonly name: string;
    readonly status: RunStatus;
    readonly conclusion: RunConclusion | null;
  }[];
}

export interface WorkflowRun {
  readonly id: number;
  readonly path: string;
  readonly event: string;
  readonly headBranch: string;
  readonly headSha: string;
  readonly createdAt: Date;
  /** When this attempt began; default: when it was created. */
  startedAt?: Date;
  updatedAt?: Date;
  /** What `run-name` came to; default: the workflow file's name. */
  displayTitle?: string;
  /** Login; default `ada`. */
  readonly actor?: string;
  /** `owner/name`; differs from the repository for a fork's pull request. */
  readonly headRepository: string;
  /** The dispatch inputs. */
  readonly inputs: Readonly<Record<string, string>>;
  attempt: number;
  status: RunStatus;
  conclusion: RunConclusion | null;
  readonly jobs: WorkflowJob[];
  /** The jobs of earlier attempts. */
  readonly pastJobs: WorkflowJob[];
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
  branchPolicy: { readonly protected_branches: boolean; readonly custom_branch_policies: boolean } | null;
  /** Name patterns of custom policies. */
  readonly branchPatterns: { readonly id: number; readonly name: string }[];
  readonly variables: Map<string, Variable>;
  readonly secrets: Map<string, Secret>;
}

/** A secret, opened: only a test may look. */
export interface Secret {
  readonly name: string;
  readonly value: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly head: string;
  readonly base: string;
  state: 'open' | 'closed';
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
  readonly createdAt: Date;
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
  readonly secrets = new Map<string, Secret>();
  readonly sealedBox: SealedBox;
  readonly issues: Issue[] = [];
  readonly pulls: PullRequest[] = [];
  /** Branches that take changes by pull request only. */
  readonly protectedBranches = new Set<string>();
  /** When something was pushed last; undefined: now. */
  pushedAt: Date | undefined;
  /** Newest releases of other repositories, by `owner/name`. */
  readonly releases = new Map<string, { readonly tag: string; readonly sha: string }>();
  /** Logins that belong to the repository. */
  readonly collaborators = new Set<string>(['ada']);
  /** False: as an older Enterprise Server, which refuses the key `return_run_details`. */
  knowsRunDetails = true;
  /** Called for each run that an API call starts or repeats: a test may carry it out. */
  onRun: (run: WorkflowRun) => void = () => {};
  readonly environments = new Map<string, Environment>();
  readonly artifacts: ArtifactStore;
  readonly #workflowStates = new Map<string, WorkflowState>();
  #lastId = 1000;

  constructor(repository: string, defaultBranch: string, artifacts: ArtifactStore, sealedBox: SealedBox) {
    this.sealedBox = sealedBox;
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
  commit(files: Readonly<Record<string, string>>, branch: string = this.defaultBranch, author?: string): string {
    const listing = new Map(this.git.filesAt(this.git.resolve(branch) ?? ''));
    for (const [path, text] of Object.entries(files)) listing.set(path, this.git.addBlob(Buffer.from(text)));
    return this.git.commitFiles(branch, listing, 'change files', author);
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
    const state = this.#workflowStates.get(path) ?? {
      id: this.nextId(),
      path,
      state: 'active' as const,
      createdAt: new Date(),
    };
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
      pastJobs: [],
      ...run,
    };
    this.runs.unshift(added);
    return added;
  }

  /** A secret as if somebody had typed it into the settings. */
  setSecret(name: string, value: string, environment?: string): void {
    const secrets = environment === undefined ? this.secrets : this.environments.get(environment)?.secrets;
    if (secrets === undefined) throw new Error(`no environment ${environment ?? ''}`);
    const now = new Date();
    secrets.set(name, { name, value, createdAt: secrets.get(name)?.createdAt ?? now, updatedAt: now });
  }

  /** A variable as if somebody had typed it into the settings. */
  setVariable(name: string, value: string, environment?: string): void {
    const variables = environment === undefined ? this.variables : this.environments.get(environment)?.variables;
    if (variables === undefined) throw new Error(`no environment ${environment ?? ''}`);
    const now = new Date();
    variables.set(name, { name, value, createdAt: variables.get(name)?.createdAt ?? now, updatedAt: now });
  }

  addEnvironment(name: string, settings: Partial<Pick<Environment, 'reviewers' | 'branchPolicy'>> = {}): Environment {
    const { reviewers = [], branchPolicy = null } = settings;
    const environment = {
      name,
      reviewers,
      branchPolicy,
      branchPatterns: [],
      variables: new Map<string, Variable>(),
      secrets: new Map<string, Secret>(),
    };
    this.environments.set(name, environment);
    return environment;
  }
}
