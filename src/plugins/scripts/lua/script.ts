import { defineScript } from '../../../plugin-kit/scripts/define-language.ts';
import { lua } from './language.ts';

/** Runs a Lua script. */
export const script = defineScript(lua, {
  examples: [
    {
      title: 'Outputs from Lua',
      code: `id: lua_script
namespace: company.team
tasks:
  - id: total
    type: io.kestra.plugin.scripts.lua.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      local total = 0
      for _, n in ipairs({ 1, 2, 3 }) do total = total + n end
      print(string.format('::{"outputs": {"total": %d}}::', total))
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`,
    },
  ],
});
