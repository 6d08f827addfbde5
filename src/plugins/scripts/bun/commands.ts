import { defineCommands } from '../../../plugin-kit/scripts/define-language.ts';
import { bun } from './language.ts';

/** Runs Bun programs by commands. */
export const commands = defineCommands(bun, {
  description:
    'The package `@kestra-io/libs` is there without being installed: `Kestra.outputs({...})` makes outputs, `Kestra.counter`, ' +
    '`gauge` and `timer` make metrics, `Kestra.logger()` logs at a level.',
  examples: [
    {
      title: 'A script that is given with the task',
      code: `id: bun_commands
namespace: company.team
tasks:
  - id: run
    type: io.kestra.plugin.scripts.bun.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    inputFiles:
      main.ts: |
        console.log(Bun.version);
    commands:
      - bun run main.ts
`,
    },
  ],
});
