import { defineCommands } from '../../../plugin-kit/scripts/define-language.ts';
import { perl } from './language.ts';

/** Runs Perl programs by commands. */
export const commands = defineCommands(perl, {
  examples: [
    {
      title: 'One line of Perl',
      code: `id: perl_commands
namespace: company.team
tasks:
  - id: run
    type: io.kestra.plugin.scripts.perl.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    commands:
      - perl -e 'print "$]\\n"'
`,
    },
  ],
});
