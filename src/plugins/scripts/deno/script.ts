import { defineScript } from '../../../plugin-kit/scripts/define-language.ts';
import { deno } from './language.ts';

/** Runs a Deno script. */
export const script = defineScript(deno, {
  examples: [
    {
      title: 'Outputs from TypeScript',
      code: `id: deno_script
namespace: company.team
tasks:
  - id: total
    type: io.kestra.plugin.scripts.deno.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      const total: number = [1, 2, 3].reduce((sum, n) => sum + n, 0);
      console.log('::' + JSON.stringify({ outputs: { total } }) + '::');
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`,
    },
  ],
});
