import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import { UsageError } from '../../src/contract/errors.ts';
import { findProjectRoot } from '../../src/project/project-root.ts';
import { openProject } from '../../src/project/project.ts';
import type { PostgresStatus, RunningPostgres } from '../../src/services/postgres.ts';
import type { CommandModule, ExitCode } from '../command.ts';
import { writeJson } from '../output/print-json.ts';

const help = `
Examples:
  gitphony services up         start what gitphony.yaml names under services
  gitphony services status     where it listens (--show-password for an address that clients can use)
  gitphony services psql       open psql on the project's PostgreSQL
  gitphony services psql -c 'select count(*) from green.trips'
  gitphony services down       stop it; the data stay in .gitphony/`;

interface AddressOptions {
  readonly json?: boolean;
  readonly showPassword?: boolean;
}

/** `gitphony services up|down|status|psql`. */
export const servicesCommand: CommandModule = {
  configure(command: Command, finish) {
    command.addHelpText('after', help).enablePositionalOptions();
    command
      .command('up')
      .description('start the services of this project')
      .option('--json', 'the address as JSON')
      .option('--show-password', 'print the address with its password')
      .action(async (options: AddressOptions) => finish(await up(options)));
    command
      .command('down')
      .description('stop them')
      .action(async () => finish(await down()));
    command
      .command('status')
      .description('say what runs, and where')
      .option('--json', 'as JSON')
      .option('--show-password', 'print the address with its password')
      .action(async (options: AddressOptions) => finish(await status(options)));
    command
      .command('psql')
      .description("run psql on the project's PostgreSQL (started if need be)")
      .argument('[arguments...]', 'given to psql')
      .allowUnknownOption()
      .passThroughOptions()
      .action(async (words: string[]) => finish(await psql(words)));
  },
};

/** The root of a project whose settings ask for a server, or that has one from when they did. */
async function postgresRoot(): Promise<string> {
  const { root, config } = await openProject(process.cwd());
  if (config.services.postgres?.local !== 'embedded' && (await statusOf(root)).state !== 'running') throw noServices();
  return root;
}

function noServices(): UsageError {
  return new UsageError('NO_SERVICES', 'expected services in gitphony.yaml, found none that run here', {
    hint: 'add the line `services: {postgres: embedded}` to gitphony.yaml at the root of the project',
  });
}

/** Needs no settings: a server outlives the line in gitphony.yaml that started it. */
async function statusOf(root: string): Promise<PostgresStatus> {
  const { statusPostgres } = await import('../../src/services/postgres.ts');
  return statusPostgres({ directory: root });
}

/** The state of what this root has; a project that has and wants nothing hears how to get it. */
async function existingServer(): Promise<{ readonly root: string; readonly found: PostgresStatus }> {
  const root = findProjectRoot(process.cwd());
  const found = await statusOf(root);
  if (found.state === 'absent') await postgresRoot();
  return { root, found };
}

async function up({ json, showPassword }: AddressOptions): Promise<ExitCode> {
  const { startPostgres } = await import('../../src/services/postgres.ts');
  const server = await startPostgres({ directory: await postgresRoot() });
  if (json === true) {
    const { url, jdbcUrl, host, port, user, database, pid } = shownServer(server, showPassword);
    await writeJson({ postgres: { url, jdbcUrl, host, port, user, database, pid } });
  } else {
    const { url } = shownServer(server, showPassword);
    process.stdout.write(`PostgreSQL ${server.started ? 'started' : 'is running'}: ${url}\n`);
  }
  return 0;
}

async function down(): Promise<ExitCode> {
  const { downPostgres } = await import('../../src/services/postgres.ts');
  const { root, found } = await existingServer();
  await downPostgres({ directory: root });
  process.stdout.write(found.state === 'running' ? 'PostgreSQL stopped\n' : 'PostgreSQL was not running\n');
  return 0;
}

async function status({ json, showPassword }: AddressOptions): Promise<ExitCode> {
  const { found } = await existingServer();
  const shown =
    found.state === 'running' ? { ...found, server: shownServer(found.server, showPassword) } : { state: found.state };
  if (json === true) await writeJson({ postgres: shown });
  else process.stdout.write(`PostgreSQL: ${'server' in shown ? `running, ${shown.server.url}` : shown.state}\n`);
  return 0;
}

/** Terminals and logs are read by others: the password is for who asks for it. */
function shownServer(server: RunningPostgres, showPassword = false): RunningPostgres {
  if (showPassword) return server;
  return { ...server, password: MASK, url: server.url.replace(`:${server.password}@`, `:${MASK}@`) };
}

const MASK = '***';

async function psql(words: readonly string[]): Promise<ExitCode> {
  const { startPostgres } = await import('../../src/services/postgres.ts');
  const server = await startPostgres({ directory: await postgresRoot() });
  const code = await new Promise<number | null>((resolve, reject) => {
    const environment = {
      ...process.env,
      PGHOST: server.host,
      PGPORT: String(server.port),
      PGUSER: server.user,
      PGPASSWORD: server.password,
      PGDATABASE: server.database,
    };
    spawn('psql', words, { stdio: 'inherit', env: environment })
      .on('error', (cause) => {
        const hint =
          "install Debian's postgresql-client, or give any client the address of: gitphony services status --show-password";
        reject(
          new UsageError('PSQL_MISSING', 'expected the program psql on this machine, found none', { cause, hint }),
        );
      })
      .on('close', resolve);
  });
  return code === 0 ? 0 : 1;
}
