import type { Command } from 'commander';
import { editorSchema } from '../../src/flow/index.ts';
import { builtinRegistry } from '../../src/plugins/registry.ts';
import { projectConfigSchema } from '../../src/project/config-schema.ts';
import type { CommandModule } from '../command.ts';
import { writeJson } from '../output/print-json.ts';

const help = `
Examples:
  gitphony schema > .vscode/flow.schema.json
  gitphony schema --config > .vscode/gitphony.schema.json

In an editor with the YAML language server, the first line of a flow may say:
  # yaml-language-server: $schema=../.vscode/flow.schema.json`;

/** `gitphony schema`: JSON Schema for editors. */
export const schemaCommand: CommandModule = {
  configure(command: Command, finish) {
    command
      .option('--config', 'the schema of gitphony.yaml instead of that of flows')
      .addHelpText('after', help)
      .action(async ({ config }: { config?: boolean }) => {
        await writeJson(config === true ? projectConfigSchema : await editorSchema(builtinRegistry));
        finish(0);
      });
  },
};
