import { defineCommands } from '../../../plugin-kit/scripts/define-language.ts';
import { r } from './language.ts';

/** Runs R programs by commands. */
export const commands = defineCommands(r, {
  examples: [
    {
      title: 'A script that is given with the task',
      code: `id: r_commands
namespace: company.team
tasks:
  - id: run
    type: io.kestra.plugin.scripts.r.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    inputFiles:
      main.R: |
        print(R.version.string)
    commands:
      - Rscript main.R
`,
    },
  ],
});
