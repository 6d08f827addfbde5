import { defineCommands } from '../../../plugin-kit/scripts/define-language.ts';
import { powershell } from './language.ts';

/** Runs PowerShell programs by commands. */
export const commands = defineCommands(powershell, {
  examples: [
    {
      title: 'A script that is given with the task',
      code: `id: powershell_commands
namespace: company.team
tasks:
  - id: run
    type: io.kestra.plugin.scripts.powershell.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    inputFiles:
      main.ps1: |
        Get-Date
    commands:
      - ./main.ps1
`,
    },
  ],
});
