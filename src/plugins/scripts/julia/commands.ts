import { defineCommands } from '../../../plugin-kit/scripts/define-language.ts';
import { julia } from './language.ts';

/** Runs Julia programs by commands. */
export const commands = defineCommands(julia, {
  examples: [
    {
      title: 'A script that is given with the task',
      code: `id: julia_commands
namespace: company.team
tasks:
  - id: run
    type: io.kestra.plugin.scripts.julia.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    inputFiles:
      main.jl: |
        println(VERSION)
    commands:
      - julia main.jl
`,
    },
  ],
});
