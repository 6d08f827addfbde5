import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunContext } from '../../../contract/run-context.ts';
import { Type } from '../../../contract/schema.ts';
import { defineTask, type TaskResult } from '../../../contract/task.ts';
import { scriptOutputs } from '../../../plugin-kit/scripts/properties.ts';
import type { ArtifactName } from './artifacts.ts';
import { commandLine, type DbtCommand } from './command-line.ts';
import { type CommandProperties, commandProperties } from './command-properties.ts';
import { runDbt } from './run-dbt.ts';
import { SETUP_PROFILES, SETUP_PROGRAM } from './setup-paths.ts';

/** A task that stands for one command of dbt. */
export interface DbtCommandTask extends DbtCommand {
  /** `io.kestra.plugin.dbt.cli.Build`. */
  readonly type: string;
  readonly title: string;
  /** Records of dbt that become output files. Default both. */
  readonly stored?: readonly ArtifactName[];
  /** Lines of its example. Default: it selects by a tag. */
  readonly example?: readonly string[];
}

/** Defines a task that runs one command of dbt. */
export function defineCommand(command: DbtCommandTask) {
  const { type, title, words, example = ['select:', '  - tag:nightly'] } = command;
  const id = words.replace(' ', '_');
  return defineTask({
    type,
    title,
    deprecated: `use io.kestra.plugin.dbt.cli.DbtCLI with the command "dbt ${words}"`,
    description: `The command \`dbt ${words}\`. Each node that it runs becomes a task run of its own; see DbtCLI for how dbt itself gets there.`,
    properties: Type.Object(commandProperties),
    outputs: scriptOutputs,
    examples: [
      {
        title: 'A project of the namespace',
        code: `id: dbt_${id}
namespace: company.team
tasks:
  - id: ${id}
    type: ${type}
    namespaceFiles:
      enabled: true
    projectDir: dbt
    target: prod
${example.map((line) => `    ${line}\n`).join('')}`,
      },
    ],
    run: (properties, context) => runCommand(command, properties, context),
  });
}

async function runCommand(
  command: DbtCommandTask,
  { dockerOptions, ...properties }: CommandProperties,
  context: RunContext,
): Promise<TaskResult<typeof scriptOutputs>> {
  const directory = await context.workingDirectory();
  const program = properties.dbtPath ?? ((await exists(join(directory, SETUP_PROGRAM))) ? `./${SETUP_PROGRAM}` : 'dbt');
  const { text, unused } = commandLine(command, properties, program);
  for (const name of unused) context.log.warn(`${name}: left out, "dbt ${command.words}" has no such option`);
  const hasProfiles =
    properties.profiles === undefined && (await exists(join(directory, SETUP_PROFILES, 'profiles.yml')));
  const docker = properties.docker ?? dockerOptions;
  // dbt's own, not the shell's.
  const { failFast: _, ...script } = properties;
  return runDbt({ ...script, ...(docker === undefined ? {} : { docker }) }, context, {
    commands: async () => [text],
    ...(hasProfiles ? { profilesFolder: SETUP_PROFILES } : {}),
    ...(command.stored === undefined ? {} : { stored: command.stored }),
  });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
