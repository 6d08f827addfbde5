import { HOST } from './port.ts';

/**
 * `full`: what was committed survives a crash of the machine; PostgreSQL's own default.
 * `scratch`: it survives a crash of the server only. For tests, whose data nobody wants back.
 */
export type Durability = 'full' | 'scratch';

const COMMON = [
  `listen_addresses=${HOST}`,
  // No socket file: its folder would have to be short, writable by the server's user, and cleaned up.
  'unix_socket_directories=',
  // As the container images have it, so that timestamps print the same everywhere.
  'timezone=UTC',
  'log_timezone=UTC',
  // No replica will ever follow: bulk loads into fresh tables need not be logged twice. No loss of safety.
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_wal_size=2GB',
] as const;

const SCRATCH = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'] as const;

/** The server's settings as `name=value`. */
export function serverSettings(port: number, durability: Durability): readonly string[] {
  return [`port=${port}`, ...COMMON, ...(durability === 'scratch' ? SCRATCH : [])];
}
