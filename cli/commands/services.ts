import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import { UsageError } from '../../src/contract/errors.ts';
import { openProject } from '../../src/project/project.ts';
import type { CommandModule, ExitCode } from '../command.ts';
import { writeJson } from '../output/print-json.ts';

const help = `
Examples:
  gitphony services up         start what gitphony.yaml names under services
  gitphony services status     where it listens
  gitphony services psql       open psql on the project's PostgreSQL
  gitphony services psql -c 'select count(*) from green.trips'
  gitphony services down       stop it; the data stay in .gitphony/`;

/** `gitphony services up|down|status|psql`. */
export const servicesCommand: CommandModule = {
  configure(command: Command, finish) {
    command.addHelpText('after', help).enablePositionalOptions();
    command
      .command('up')
      .description('start the services of this project')
      .option('--json', 'the address as JSON')
      .action(async (options: { json?: boolean }) => finish(await up(options.json === true)));
    command
      .command('down')
      .description('stop them')
      .action(async () => finish(await down()));
    command
      .command('status')
      .description('say what runs, and where')
      .option('--json', 'as JSON')
      .action(async (options: { json?: boolean }) => finish(await status(options.json === true)));
    command
      .command('psql')
      .description("run psql on the project's PostgreSQL (started if need be)")
      .argument('[arguments...]', 'given to psql')
      .allowUnknownOption()
      .passThroughOptions()
      .action(async (words: string[]) => finish(await psql(words)));
  },
};

async function postgresRoot(): Promise<string> {
  const { root, config } = await openProject(process.cwd());
  if (config.services.postgres === undefined) {
    throw new UsageError('NO_SERVICES', 'expected services in gitphony.yaml, found none', {
      hint: 'add the line `services: {postgres: embedded}` to gitphony.yaml at the root of the project',
    });
  }
  return root;
}

async function up(json: boolean): Promise<ExitCode> {
  const { startPostgres } = await import('../../src/services/postgres.ts');
  const server = await startPostgres({ directory: await postgresRoot() });
  if (json) {
    const { url, jdbcUrl, host, port, user, database, pid } = server;
    await writeJson({ postgres: { url, jdbcUrl, host, port, user, database, pid } });
  } else {
    process.stdout.write(`PostgreSQL ${server.started ? 'started' : 'is running'}: ${server.url}\n`);
  }
  return 0;
}

async function down(): Promise<ExitCode> {
  const { downPostgres } = await import('../../src/services/postgres.ts');
  await downPostgres({ directory: await postgresRoot() });
  process.stdout.write('PostgreSQL stopped\n');
  return 0;
}

async function status(json: boolean): Promise<ExitCode> {
  const { statusPostgres } = await import('../../src/services/postgres.ts');
  const found = await statusPostgres({ directory: await postgresRoot() });
  if (json) await writeJson({ postgres: found });
  else
    process.stdout.write(`PostgreSQL: ${found.state === 'running' ? `running, ${found.server.url}` : found.state}\n`);
  return 0;
}

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
        const hint = `install Debian's postgresql-client, or use any client with ${server.url.replace(server.password, '…')}`;
        reject(
          new UsageError('PSQL_MISSING', 'expected the program psql on this machine, found none', { cause, hint }),
        );
      })
      .on('close', resolve);
  });
  return code === 0 ? 0 : 1;
}
