import { defineCommands } from '../../../plugin-kit/scripts/define-language.ts';
import { deno } from './language.ts';

/** Runs Deno programs by commands. */
export const commands = defineCommands(deno, {
  examples: [
    {
      title: 'With the right to read a file',
      code: `id: deno_commands
namespace: company.team
tasks:
  - id: run
    type: io.kestra.plugin.scripts.deno.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    inputFiles:
      main.ts: |
        console.log(Deno.readTextFileSync('main.ts').length);
    commands:
      - deno run --allow-read main.ts
`,
    },
  ],
});
