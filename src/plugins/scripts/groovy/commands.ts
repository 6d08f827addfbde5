import { defineCommands } from '../../../plugin-kit/scripts/define-language.ts';
import { groovy } from './language.ts';

/** Runs Groovy programs by commands. */
export const commands = defineCommands(groovy, {
  examples: [
    {
      title: 'A script that is given with the task',
      code: `id: groovy_commands
namespace: company.team
tasks:
  - id: run
    type: io.kestra.plugin.scripts.groovy.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    inputFiles:
      main.groovy: |
        println GroovySystem.version
    commands:
      - groovy main.groovy
`,
    },
  ],
});
