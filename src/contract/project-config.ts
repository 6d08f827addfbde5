import type { ValueMap } from '../util/values.ts';
import type { CloudSettings } from './workload-identity.ts';

/** Values laid under (or, `forced`, over) the properties of every type whose name starts with `type`. */
export interface PluginDefault {
  readonly type: string;
  readonly forced: boolean;
  readonly values: ValueMap;
}

/** A job's `runs-on`: a label, labels that a runner must all have, or a group of runners, by GitHub's own forms. */
export type RunsOn =
  | string
  | readonly string[]
  | { readonly group: string; readonly labels?: string | readonly string[] };

/** Where flows find their PostgreSQL. `postgres: embedded` is short for `{local: embedded, github: scratch}`. */
export interface PostgresService {
  /** `embedded`: a server of the project's own, its data in `.gitphony/`. `none`: whatever the local secrets name. */
  readonly local: 'embedded' | 'none';
  /** `scratch`: a service container that ends with the job. `none`: whatever the repository's secrets name. */
  readonly github: 'scratch' | 'none';
}

/** Branches, and the GitHub environment in which their jobs run. */
export interface BranchEnvironment {
  /** A branch's name, the beginning of names with `*` behind it, or `*`. */
  readonly pattern: string;
  readonly environment: string;
}

/** `gitphony.yaml`, checked, defaults filled in. What only a repository needs; flow files stay valid Kestra. */
export interface ProjectConfig {
  /** How a workflow names the action: `./action`, or `owner/name/action@sha`. Default `./action`. */
  readonly action: { readonly uses: string; readonly version?: string };
  /** Services that local runs, demo and tests start, and that jobs get as service containers. */
  readonly services: { readonly postgres?: PostgresService };
  /** The runner of the jobs. Default `ubuntu-24.04`. */
  readonly runsOn: RunsOn;
  /** The runner of the jobs that poll. Default: as `runsOn`. */
  readonly pollingRunsOn?: RunsOn;
  /** The runner of the job that carries a flow out, where flow or tasks name a group of workers. */
  readonly workerGroups: Readonly<Record<string, RunsOn>>;
  /** Minutes until GitHub ends a job. Default 360; the engine stops itself ten minutes before. */
  readonly timeoutMinutes: number;
  readonly pluginDefaults: readonly PluginDefault[];
  readonly namespaces: Readonly<
    Record<
      string,
      {
        readonly pluginDefaults: readonly PluginDefault[];
        readonly environment?: string;
        readonly cloud?: CloudSettings;
      }
    >
  >;
  /** Logins without keys: who the clouds let a job be that shows its own token. Default none. */
  readonly cloud: CloudSettings;
  /**
   * What runs script tasks without a `taskRunner`. `auto`: Docker where an engine answers, else Process, with a warning.
   * Default `auto`.
   */
  readonly runner: 'auto' | 'docker' | 'process';
  /**
   * What a run's artifacts hold. `auto`: metadata in public repositories, full in private ones. `encrypted`: all of it, to be read
   * with the secret GITPHONY_HISTORY_KEY only. A run goes on from a record that is full or encrypted.
   */
  readonly history: 'auto' | 'full' | 'metadata' | 'encrypted' | 'none';
  /** Files of internal storage in a run's artifacts: the largest that is kept (bytes, default 1 MiB), and the artifacts' days. */
  readonly files: { readonly limit: number; readonly retentionDays?: number };
  /** How a backfill runs unless its dispatch says otherwise. */
  readonly backfill: 'matrix' | 'in-order';
  /** Which planned times that GitHub dropped are made up for, where a trigger does not say. Default `ALL`. */
  readonly recoverMissedSchedules: 'ALL' | 'LAST' | 'NONE';
  /**
   * The workflow `gitphony-watchdog.yml`, which looks by its own cron for planned times that GitHub dropped and starts them; `grace` is how
   * late one may be before (ISO 8601). `true` is short for `{cron: "17 * * * *", grace: PT30M}`. Default: there is none.
   */
  readonly watchdog?: { readonly cron: string; readonly grace: string };
  /**
   * Limits over several flows: of the executions of the flows that a pool lists (`namespace.id`, or a namespace), and of those with the label
   * `pool: <name>`, so many run at once, on GitHub as on one machine.
   */
  readonly pools?: Readonly<Record<string, { readonly limit: number; readonly flows: readonly string[] }>>;
  /** The event by which Webhook triggers are reached. `repository_dispatch` needs a token that could push code. Default `workflow_dispatch`. */
  readonly webhooks: 'workflow_dispatch' | 'repository_dispatch';
  /**
   * Where keys of the KV store are on GitHub. `variables`: repository variables; writing them needs the secret GITPHONY_TOKEN.
   * `branch`: the branch `gitphony-state`. `auto` (default): both; a read asks the branch first, a write goes to variables where
   * GITPHONY_TOKEN may, else to the branch.
   */
  readonly kv: 'auto' | 'variables' | 'branch';
  /**
   * The workflow `gitphony.yml` that compile makes besides those of flows. `check`: every pull request and push is validated, drift fails.
   * `commit`: the difference is committed by the token of the environment gitphony-deploy. `none` (default): there is no such workflow.
   */
  readonly deploy: 'none' | 'check' | 'commit';
  /**
   * Environments by branch, the first that fits counts: a branch's name, or the beginning of names with `*` behind it. Empty (default): the
   * branch makes no difference. The first entry is the production branch, where a namespace's own environment stands in its place.
   */
  readonly branches: readonly BranchEnvironment[];
  /** Dollars a minute by label of the runner, over the listed ones, and the minutes a month that the owner's plan has free. Default: 2,000. */
  readonly prices: { readonly runners: Readonly<Record<string, number>>; readonly freeMinutes: number };
  /** Hosts that `http()` of an expression may reach although they are this machine or its neighbours, lower case. Default none. */
  readonly allowHttp: readonly string[];
  /** Warnings of the compiler become errors. */
  readonly strict: boolean;
}
