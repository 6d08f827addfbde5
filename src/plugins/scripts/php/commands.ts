import { defineCommands } from '../../../plugin-kit/scripts/define-language.ts';
import { php } from './language.ts';

/** Runs PHP programs by commands. */
export const commands = defineCommands(php, {
  examples: [
    {
      title: 'A script that is given with the task',
      code: `id: php_commands
namespace: company.team
tasks:
  - id: run
    type: io.kestra.plugin.scripts.php.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    inputFiles:
      main.php: |
        <?php echo PHP_VERSION, "\\n";
    commands:
      - php main.php
`,
    },
  ],
});
