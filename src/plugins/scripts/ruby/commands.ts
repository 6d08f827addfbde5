import { defineCommands } from '../../../plugin-kit/scripts/define-language.ts';
import { ruby } from './language.ts';

/** Runs Ruby programs by commands. */
export const commands = defineCommands(ruby, {
  examples: [
    {
      title: 'A script that is given with the task',
      code: `id: ruby_commands
namespace: company.team
tasks:
  - id: run
    type: io.kestra.plugin.scripts.ruby.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    inputFiles:
      main.rb: |
        puts RUBY_VERSION
    commands:
      - ruby main.rb
`,
    },
  ],
});
