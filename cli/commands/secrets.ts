import type { Command } from 'commander';
import { type GithubRepository, openGithub } from '../../src/github/api/client.ts';
import type { Permission } from '../../src/github/api/find-token.ts';
import { openProject, type Project } from '../../src/project/project.ts';
import { mostSecrets } from '../../generator/index.ts';
import type { CommandModule, ExitCode } from '../command.ts';
import { formatTable } from '../output/format-table.ts';
import { writeJson } from '../output/print-json.ts';
import { type NeededName, neededNames } from '../secrets/needed-names.ts';

const help = `
Examples:
  gitphony secrets list                    what the flows name, without asking anybody
  gitphony secrets check                   which of it the repository on GitHub lacks; exit 1 where something is missing
  gitphony secrets push .env               set the repository's secrets from a file (NAME=value, or SECRET_NAME=base64)
  gitphony secrets push prod.env --env production`;

interface SecretsOptions {
  readonly json?: boolean;
  readonly env?: string;
  readonly dryRun?: boolean;
}

/** `gitphony secrets list|check|push`. */
export const secretsCommand: CommandModule = {
  configure(command: Command, finish) {
    command.addHelpText('after', help);
    command
      .command('list')
      .description('the secrets and variables that flows name')
      .option('--json', 'as JSON')
      .action(async (options: SecretsOptions) => finish(await list(options)));
    command
      .command('check')
      .description('those of them that the repository on GitHub lacks')
      .option('--json', 'as JSON')
      .action(async (options: SecretsOptions) => finish(await check(options)));
    command
      .command('push')
      .description('set secrets from a file, sealed before they leave this machine')
      .argument('<file>')
      .option('--env <name>', 'secrets of this GitHub environment')
      .option('--dry-run', 'only say which')
      .action(async (file: string, options: SecretsOptions) => finish(await push(file, options)));
  },
};

async function list({ json }: SecretsOptions): Promise<ExitCode> {
  const needed = await neededNames(await openProject(process.cwd()));
  if (json === true) await writeJson(needed);
  else if (needed.length === 0) process.stdout.write('the flows name no secrets and no variables\n');
  else process.stdout.write(`${table(needed)}\n`);
  return 0;
}

async function check({ json }: SecretsOptions): Promise<ExitCode> {
  const project = await openProject(process.cwd());
  const needed = await neededNames(project);
  const environments = [...new Set(needed.flatMap(({ environment }) => environment ?? []))];
  const permissions = ['Secrets: read', 'Variables: read', 'Environments: read'] as const;
  const github = await open(project, 'list the names of secrets and variables', permissions);
  const { readRepositoryNames } = await import('../secrets/repository-names.ts');
  const names = await readRepositoryNames(github, environments);
  const missing = needed.filter((need) => !need.names.some((name) => names.has(need.kind, name, need.environment)));
  if (json === true) await writeJson({ missing, missingEnvironments: names.missingEnvironments });
  else report(missing, names.missingEnvironments, needed.length);
  const isFull = tellFull(needed);
  return missing.length + names.missingEnvironments.length === 0 && !isFull ? 0 : 1;
}

/** More secrets than GitHub holds in one place cannot all be set. */
function tellFull(needed: readonly NeededName[]): boolean {
  const counts = new Map<string, number>();
  for (const { environment } of needed.filter(({ kind }) => kind === 'secret')) {
    const place = environment === undefined ? 'the repository' : `the environment ${environment}`;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const full = [...counts].filter(([, count]) => count > mostSecrets);
  for (const [place, count] of full) {
    process.stderr.write(
      `the flows name ${count} secrets of ${place}, which holds ${mostSecrets}: give some namespaces an environment of their own in gitphony.yaml\n`,
    );
  }
  return full.length > 0;
}

function report(missing: readonly NeededName[], environments: readonly string[], count: number): void {
  for (const name of environments)
    process.stdout.write(`the environment ${name} of gitphony.yaml does not exist (Settings, Environments)\n`);
  if (missing.length > 0) {
    process.stdout.write(
      `${table(missing)}\n\nset them: gitphony secrets push FILE, gitphony kv set KEY VALUE -n NAMESPACE --github, or Settings, Secrets and variables, Actions\n`,
    );
  } else if (environments.length === 0) process.stdout.write(`all ${count} are there\n`);
}

async function push(file: string, { env, dryRun }: SecretsOptions): Promise<ExitCode> {
  const { readSecretsFile } = await import('../secrets/read-secrets-file.ts');
  const secrets = await readSecretsFile(file);
  const where = env === undefined ? 'the repository' : `the environment ${env}`;
  if (dryRun === true) {
    for (const name of secrets.keys()) process.stdout.write(`would set    ${name} of ${where}\n`);
    return 0;
  }
  const project = await openProject(process.cwd());
  const permission = env === undefined ? 'Secrets: write' : 'Environments: write';
  const github = await open(project, `set secrets of ${where}`, [permission]);
  const { pushSecrets } = await import('../secrets/push-secrets.ts');
  await pushSecrets(github, secrets, env, (name) => void process.stdout.write(`set          ${name} of ${where}\n`));
  return 0;
}

function open({ root }: Project, purpose: string, permissions: readonly Permission[]): Promise<GithubRepository> {
  return openGithub({ environment: process.env, directory: root, purpose, permissions });
}

function table(needed: readonly NeededName[]): string {
  const rows = needed.map(({ kind, names, environment, flows }) => [
    kind,
    names.join(' or '),
    environment ?? '(repository)',
    flows.length > 3 ? `${flows.slice(0, 3).join(', ')} and ${flows.length - 3} more` : flows.join(', '),
  ]);
  return formatTable(['KIND', 'NAME', 'ENVIRONMENT', 'FLOWS'], rows);
}
