import { defineCommands } from '../../../plugin-kit/scripts/define-language.ts';
import { lua } from './language.ts';

/** Runs Lua programs by commands. */
export const commands = defineCommands(lua, {
  examples: [
    {
      title: 'A script that is given with the task',
      code: `id: lua_commands
namespace: company.team
tasks:
  - id: run
    type: io.kestra.plugin.scripts.lua.Commands
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    inputFiles:
      main.lua: |
        print(_VERSION)
    commands:
      - lua main.lua
`,
    },
  ],
});
