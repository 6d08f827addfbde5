import { join } from 'node:path';

/** Where the embedded server of a project keeps its things. All paths are absolute. */
export interface ServiceLayout {
  /** `<root>/.gitphony/services/postgres`: ours, readable by the project's owner. */
  readonly directory: string;
  /** Mode 0600. */
  readonly passwordFile: string;
  readonly portFile: string;
  readonly lockFile: string;
  /** Belongs to the server's operating-system user; a symbolic link if that user cannot reach the project's folder. */
  readonly cluster: string;
}

/** The layout below a project's root folder. */
export function layoutOf(root: string): ServiceLayout {
  const directory = join(root, '.gitphony', 'services', 'postgres');
  return {
    directory,
    passwordFile: join(directory, 'password'),
    portFile: join(directory, 'port'),
    lockFile: join(directory, 'lock'),
    cluster: join(directory, 'cluster'),
  };
}

/** Inside {@link ServiceLayout.cluster}, links followed. */
export interface ClusterLayout {
  readonly home: string;
  readonly data: string;
  readonly log: string;
}

/** The layout below a resolved cluster folder. */
export function clusterLayout(home: string): ClusterLayout {
  return { home, data: join(home, 'data'), log: join(home, 'postgres.log') };
}
