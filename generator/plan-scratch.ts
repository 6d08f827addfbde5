import type { Flow } from '../src/contract/flow.ts';
import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { WorkflowService } from '../src/contract/workflow-model.ts';
import { secretVariable } from '../src/util/github-names.ts';
import type { NamePlan } from './plan-names.ts';
import type { ProblemList } from './problem-list.ts';

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
 * Gives the job a database where `gitphony.yaml` says `services: {postgres: embedded}` and the flow reaches one of its
 * secrets; takes those names off the repository's secrets. Warns: the rows live in the job only.
 */
export function planScratch(
  flow: Flow,
  config: ProjectConfig,
  names: NamePlan,
  problems: ProblemList,
): ScratchDatabase | undefined {
  if (config.services.postgres === undefined) return undefined;
  const reached = Object.keys(addresses).filter((name) => secretVariable(name) in names.env);
  if (reached.length === 0) return undefined;
  problems.warning(
    'scratch-database',
    [],
    `the job of ${flow.namespace}.${flow.id} gets a PostgreSQL of its own (services: {postgres: embedded} in gitphony.yaml): its rows are gone when the job ends`,
    `to keep rows, drop that line from gitphony.yaml and set the secrets ${reached.join(', ')}`,
  );
  const env = Object.fromEntries(reached.map((name) => [secretVariable(name), addresses[name] ?? '']));
  return { env, services: { postgres: service } };
}

const service: WorkflowService = {
  image,
  env: { POSTGRES_USER: user, POSTGRES_PASSWORD: password, POSTGRES_DB: database },
  // The runner hands this to docker's -p as it is: on a runner of one's own, the network must not reach the server.
  ports: [`${host}:5432`],
  options: `--health-cmd "pg_isready --username ${user} --dbname ${database}" --health-interval 2s --health-timeout 5s --health-retries 30`,
};
