import { defineCommands } from '../../../plugin-kit/scripts/define-language.ts';
import { dotnet } from './language.ts';

/** Runs C# programs by commands. */
export const commands = defineCommands(dotnet, {
  examples: [
    {
      title: 'A program of one file',
      code: `id: dotnet_commands
namespace: company.team
tasks:
  - id: run
    type: io.kestra.plugin.scripts.dotnet.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    inputFiles:
      main.cs: |
        Console.WriteLine(Environment.Version);
    commands:
      - dotnet run main.cs
`,
    },
  ],
});
