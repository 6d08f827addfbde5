import type { Flow } from '../contract/flow.ts';
import type { ProjectConfig } from '../contract/project-config.ts';
import { printJson } from '../util/json.ts';

/** Services that were started (or found running) for a run. */
export interface StartedServices {
  /** Secrets that point flows at them. */
  readonly secrets: Readonly<Record<string, string>>;
  /** What was started now, in words; empty where everything ran already. */
  readonly notes: readonly string[];
}

const none: StartedServices = { secrets: {}, notes: [] };

/**
 * Starts the services that `gitphony.yaml` names and this flow can reach. They outlive the run, as a server of one's own
 * would: `gitphony services down` ends them. `root` is the folder whose `.gitphony/` holds their data.
 */
export async function startServicesFor(flow: Flow, config: ProjectConfig, root: string): Promise<StartedServices> {
  if (config.services.postgres?.local !== 'embedded' || !reachesPostgres(flow)) return none;
  const { postgresSecrets, startPostgres } = await import('../services/postgres.ts');
  const server = await startPostgres({ directory: root });
  const notes = server.started
    ? [`PostgreSQL started on ${server.host}:${server.port} (ends with: gitphony services down)`]
    : [];
  return { secrets: postgresSecrets(server), notes };
}

/** A flow reaches the service by one of its secrets, wherever they stand after plugin defaults were merged. */
function reachesPostgres(flow: Flow): boolean {
  const { file: _, ...content } = flow;
  return printJson(content as never).includes('POSTGRES_');
}
