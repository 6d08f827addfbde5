import type { Flow } from '../src/contract/flow.ts';
import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { Problem } from '../src/contract/source.ts';
import type { WorkflowService } from '../src/contract/workflow-model.ts';
import { secretVariable } from '../src/util/github-names.ts';
import type { NamePlan } from './plan-names.ts';
import type { ProblemList } from './problem-list.ts';
import type { WorkflowPlan } from './workflow-plan.ts';

/** A PostgreSQL beside the job, gone with it. */
export interface ScratchDatabase {
  readonly services: Readonly<Record<string, WorkflowService>>;
  /** The addresses that the flow asks for as secrets. */
  readonly env: Readonly<Record<string, string>>;
}

/** The same major version as the embedded server of local runs. */
const image = 'postgres:18';
/** Not words of everyday logs: the action masks whatever it is handed as a secret. */
const user = 'scratch_owner';
const database = 'scratch_rows';
const host = '127.0.0.1:5432';
/** The server listens for this job only and dies with it; the run's own numbers save storing a password anywhere. */
const password = 'scratch-${{ github.run_id }}-${{ github.run_attempt }}';

/** The secrets that `services: {postgres: embedded}` stands for, as local runs have them. */
const addresses: Readonly<Record<string, string>> = {
  POSTGRES_URL: `postgres://${user}:${password}@${host}/${database}`,
  POSTGRES_JDBC_URL: `jdbc:postgresql://${host}/${database}`,
  POSTGRES_USER: user,
  POSTGRES_PASSWORD: password,
};

/**
 * Gives the job a database where `gitphony.yaml` says `services: {postgres: embedded}` (or `github: scratch`) and the flow reaches one of its
 * secrets; takes those names off the repository's secrets. Warns: the rows live in the job only.
 */
export function planScratch(
  flow: Flow,
  config: ProjectConfig,
  names: NamePlan,
  problems: ProblemList,
): ScratchDatabase | undefined {
  if (config.services.postgres?.github !== 'scratch') return undefined;
  const reached = Object.keys(addresses).filter((name) => secretVariable(name) in names.env);
  if (reached.length === 0) return undefined;
  problems.warning(
    scratchRule,
    [],
    `the job of ${flow.namespace}.${flow.id} gets a PostgreSQL of its own (services.postgres in gitphony.yaml): its rows are gone when the job ends`,
    scratchHint(reached),
  );
  const env = Object.fromEntries(reached.map((name) => [secretVariable(name), addresses[name] ?? '']));
  return { env, services: { postgres: service } };
}

/** The problems of all plans, in which what `gitphony.yaml` does to every flow alike is said once, with the flows' names. */
export function mergeScratchWarnings(plans: readonly WorkflowPlan[]): Problem[] {
  const own = plans.map(({ problems }) => problems.filter(({ rule }) => rule === scratchRule));
  const [first, ...others] = own.flat();
  const rest = plans.flatMap(({ problems }) => problems.filter(({ rule }) => rule !== scratchRule));
  if (first === undefined) return rest;
  if (others.length === 0) return [first, ...rest];
  const names = plans.filter((_, index) => own[index]?.length !== 0).map(({ workflow }) => workflow.name);
  const message = `the jobs of ${names.join(', ')} get a PostgreSQL of their own (services.postgres in gitphony.yaml): its rows are gone when the job ends`;
  const start = { offset: 0, line: 1, column: 1 };
  const hint = scratchHint(['POSTGRES_*']);
  return [
    { severity: first.severity, rule: scratchRule, message, hint, file: 'gitphony.yaml', range: { start, end: start } },
    ...rest,
  ];
}

const scratchRule = 'scratch-database';

function scratchHint(names: readonly string[]): string {
  return `to keep rows, write services: {postgres: {local: embedded, github: none}} and set the repository's secrets ${names.join(', ')}`;
}

const service: WorkflowService = {
  image,
  env: { POSTGRES_USER: user, POSTGRES_PASSWORD: password, POSTGRES_DB: database },
  // The runner hands this to docker's -p as it is: on a runner of one's own, the network must not reach the server.
  ports: [`${host}:5432`],
  options: `--health-cmd "pg_isready --username ${user} --dbname ${database}" --health-interval 2s --health-timeout 5s --health-retries 30`,
};
