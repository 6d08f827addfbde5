import { defineCommands } from '../../../plugin-kit/scripts/define-language.ts';
import { node } from './language.ts';

/** Runs Node.js programs by commands. */
export const commands = defineCommands(node, {
  description:
    'The package `@kestra-io/libs` is there without being installed: `Kestra.outputs({...})` makes outputs, `Kestra.counter`, ' +
    '`gauge` and `timer` make metrics, `Kestra.logger()` logs at a level.',
  examples: [
    {
      title: 'A script that is given with the task',
      code: `id: node_commands
namespace: company.team
tasks:
  - id: run
    type: io.kestra.plugin.scripts.node.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    inputFiles:
      main.mjs: |
        console.log(process.version);
    commands:
      - node main.mjs
`,
    },
  ],
});
