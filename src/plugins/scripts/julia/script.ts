import { defineScript } from '../../../plugin-kit/scripts/define-language.ts';
import { julia } from './language.ts';

/** Runs a Julia script. */
export const script = defineScript(julia, {
  examples: [
    {
      title: 'Outputs from Julia',
      code: `id: julia_script
namespace: company.team
tasks:
  - id: total
    type: io.kestra.plugin.scripts.julia.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      total = sum(1:3)
      println("::{\\"outputs\\": {\\"total\\": $total}}::")
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`,
    },
  ],
});
